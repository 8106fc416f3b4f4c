import Canvas
import Exploration
import Quantities
import Specification
import Telemetry
import Testing

@testable import Console

@Suite struct ReshardPanelTests {
  /// A console that shows nothing but resharding, so long after a switch has begun.
  private static func panel(
    _ size: Size, after seconds: Double?, glyphs: GlyphSet = .unicode, theme: Theme = .dark,
    change: (inout ReshardStatus) -> Void = { _ in }
  ) -> String {
    var live = ClusterState(scenario: .panguCM384)
    live.take(TelemetryEvent(time: .zero, kind: .reshardPlan(StagedRun.traffic)))
    if let seconds {
      var status = StagedRun.switching(0..<768)
      change(&status)
      live.take(TelemetryEvent(time: .seconds(100), kind: .reshard(status)))
      live.advance(to: .seconds(100 + seconds))
    }
    var model = ConsoleModel(scenario: .panguCM384, theme: theme, glyphs: glyphs)
    _ = model.update(.resized(size))
    _ = model.update(.frame(live: live, ghost: nil, clock: ClockStatus()))
    _ = model.update(.key("3"))
    return model.text
  }

  private static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 160, rows: 50),
    Size(columns: 300, rows: 100),
  ]

  @Test(arguments: sizes, [GlyphSet.unicode, .ascii])
  func `what moves, how far it is and what is slowest is told at every size`(
    size: Size, glyphs: GlyphSet
  ) {
    for theme in [Theme.dark, .plain] {
      let text = Self.panel(size, after: 1.3, glyphs: glyphs, theme: theme)
      let words = [
        "TP4 PP6 EP64", "directed", "45 % of 2.90 s", "1.90 TiB done", "5.71 TiB to go",
        "die 341", "5.40 GiB", "between servers", "stage", "unload optimizer", "reshard weights",
        "unload weights",
      ]
      for word in words { #expect(text.contains(word), "\(word) at \(size)") }
    }
  }

  @Test(arguments: sizes)
  func `the matrix fades as bytes arrive, without colours too`(size: Size) {
    func heat(_ seconds: Double) -> Int {
      Self.panel(size, after: seconds, glyphs: .ascii, theme: .plain)
        .split(separator: "\n").reduce(0) { sum, line in
          sum + line.count { $0 == "#" } * 4 + line.count { $0 == "*" } * 3
            + line.count { $0 == "+" } * 2
        }
    }
    let (start, late) = (heat(0.9), heat(2.1))
    #expect(start > late)
    #expect(late > 0)
  }

  @Test func `before the first switch the next one is shown`() {
    let text = Self.panel(Size(columns: 80, rows: 24), after: nil)
    #expect(text.contains("next TP4 PP6 EP64"))
    #expect(text.contains("7.62 TiB in"))
    #expect(!text.contains("to go"))
  }

  @Test func `a switch that waits for a card stands still`() {
    let text = Self.panel(Size(columns: 80, rows: 24), after: 60) {
      $0.elapsed = .seconds(1.45)
      $0.isStopped = true
    }
    #expect(text.contains("stopped at 50 %"))
  }
}
