import Canvas
import Exploration
import Quantities
import Specification
import Telemetry
import Testing

@testable import Console

/// The console on runs of the simulation, as it is used.
@Suite struct RunTests {
  /// The default scenario; RL Fusion was taken away in its second step.
  static let whatIf = Result { try makeWhatIf() }

  private static func makeWhatIf() throws -> WhatIf<ClusterState> {
    var run = try WhatIf(.panguCM384, into: ClusterState(scenario: .panguCM384))
    run.advance(to: .seconds(1300))
    _ = run.turn(.fusion(false))
    run.advance(to: .seconds(4000))
    return run
  }

  static func console(on run: WhatIf<ClusterState>) -> ConsoleModel {
    let live = run.live.sink
    var model = ConsoleModel(scenario: live.scenario, theme: .dark)
    let ghost = run.ghost.map { ghost in
      Ghost(
        title: run.ghostTitle ?? "", since: run.forkTime ?? .zero, state: ghost.sink,
        comparison: run.comparison, liveKnobs: run.liveKnobs, ghostKnobs: run.ghostKnobs)
    }
    _ = model.update(.frame(live: live, ghost: ghost, clock: ClockStatus(speed: 600)))
    return model
  }

  @Test func `what turning RL Fusion off does stands beside its key`() throws {
    let run = try Self.whatIf.get()
    let comparison = try #require(run.comparison)
    let text = Self.console(on: run).text
    #expect(text.contains("RL Fusion   ○ off\(Figure.change(comparison.gain))"))
    #expect(text.contains("after \(comparison.steps) step"))
    #expect(text.contains("╌ before RL Fusion off"))
  }

  @Test func `a die's time shares add up to the whole run`() throws {
    let run = try Self.whatIf.get()
    let live = run.live.sink
    for die in [0, 17, 434, 767] {
      let facts = try #require(DieFacts(die, of: live))
      let sum = Activity.allCases.reduce(0) { $0 + facts.time(in: $1, of: live) }
      #expect(abs(sum - live.now.seconds) < 1e-6)
    }
  }

  @Test func `the same run makes the same frame`() throws {
    let first = try Self.console(on: Self.makeWhatIf())
    let second = try Self.console(on: Self.whatIf.get())
    for size in [Size(columns: 80, rows: 24), Size(columns: 300, rows: 100)] {
      #expect(first.view(size: size) == second.view(size: size))
    }
  }

  @Test(arguments: [(80, 24), (120, 40), (160, 50), (300, 100)])
  func `borders stay where they are while a run goes on`(columns: Int, rows: Int) throws {
    let size = Size(columns: columns, rows: rows)
    let corners: Set<Glyph> = ["╭", "╮", "╰", "╯"]
    func borders(_ model: ConsoleModel) -> [Int] {
      let cells = model.view(size: size).cells
      return cells.indices.filter { corners.contains(cells[$0].glyph) }
    }
    var run = try Self.whatIf.get()
    let first = borders(Self.console(on: run))
    for _ in 0..<6 {
      run.advance(to: run.now + .seconds(97))
      #expect(borders(Self.console(on: run)) == first)
    }
  }
}
