import Canvas
import Exploration
import Quantities
import Specification
import Telemetry
import TestKit
import Testing

@testable import Console

/// Panels and layouts, and what moves about in them.
@Suite struct ViewTests {
  static let sizes = [
    Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 160, rows: 50),
    Size(columns: 300, rows: 100),
  ]

  @Test func `every panel has a key and a word of its own`() {
    #expect(Set(Panel.allCases.map(\.key)).count == Panel.allCases.count)
    for panel in Panel.allCases { #expect(Panel(name: panel.name) == panel) }
    for layout in ScreenLayout.allCases { #expect(ScreenLayout(name: layout.name) == layout) }
    #expect(Panel(name: "nothing") == nil)
    #expect(ScreenLayout(name: "nothing") == nil)
  }

  @Test(arguments: Panel.allCases)
  func `a panel's key shows it alone and shows all again`(panel: Panel) {
    for size in Self.sizes {
      var model = ConsoleModel.staged(size)
      let before = model.view()
      _ = model.update(.key(.character(panel.key)))
      let alone = model.view()
      // The smallest screen shows the grid alone as it is.
      #expect(alone != before || panel == .supernode && size.rows < 14)
      if panel != .supernode { #expect(alone.text().contains(panel.title)) }
      _ = model.update(.key(.character(panel.key)))
      #expect(model.view() == before)
    }
  }

  @Test(arguments: sizes)
  func `every panel says something before anything has happened`(size: Size) {
    var model = ConsoleModel(scenario: .panguCM384, theme: .dark)
    _ = model.update(.resized(size))
    for panel in Panel.allCases where panel != .supernode {
      _ = model.update(.show(panel, nil))
      #expect(model.text.contains(panel.title), "\(panel) at \(size)")
    }
  }

  @Test func `the layouts go round and forget what was alone`() {
    var model = ConsoleModel.staged(Self.sizes[2])
    _ = model.update(.key("5"))
    var seen: [ScreenLayout] = []
    for _ in ScreenLayout.allCases {
      _ = model.update(.key("p"))
      #expect(model.zoomed == nil)
      seen.append(model.layout)
    }
    #expect(Set(seen).count == ScreenLayout.allCases.count)
    #expect(model.layout == .overview)
  }

  @Test(arguments: ScreenLayout.allCases)
  func `a layout fills the screen it has`(layout: ScreenLayout) {
    for size in Self.sizes.dropFirst() {
      var model = ConsoleModel.staged(size)
      _ = model.update(.show(nil, layout))
      let plan = model.plan()
      let covered =
        ([plan.grid] + plan.panels.map(\.rect)).reduce(0) { $0 + $1.columns * $1.rows }
      let room = size.columns * (size.rows - 3 - plan.whatIf.rows)
      #expect(covered == room, "\(layout) at \(size) covers \(covered) of \(room) cells")
    }
  }

  @Test func `all twelve panels stand on a large screen together`() {
    var model = ConsoleModel.staged(Size(columns: 300, rows: 100))
    _ = model.update(.show(nil, .all))
    let shown = Set(model.plan().panels.map(\.panel))
    #expect(shown == Set(Panel.allCases).subtracting([.supernode]))
    #expect(!model.plan().grid.isEmpty)
  }

  @Test func `a log can be narrowed to each kind of events`() {
    var model = ConsoleModel.staged(Self.sizes[2])
    var live = model.live
    live.take(TelemetryEvent(time: live.now, kind: .note("StaleSync η 2")))
    live.take(
      TelemetryEvent(time: live.now, kind: .failed(card: 7, until: live.now + .seconds(60))))
    _ = model.update(.frame(live: live, ghost: nil, clock: ClockStatus()))
    let all = model.loggedEntries
    var narrowed: [LogEntry] = []
    for kind in LogEntry.Kind.allCases {
      _ = model.update(.key("u"))
      #expect(!model.loggedEntries.isEmpty, "nothing of \(kind)")
      #expect(model.loggedEntries.allSatisfy { $0.kind == kind })
      narrowed += model.loggedEntries
    }
    #expect(narrowed.count == all.count)
    _ = model.update(.key("u"))
    #expect(model.loggedEntries == all)
  }

  @Test(arguments: [Panel.log, .rollout, .timeline])
  func `what does not fit is scrolled to`(panel: Panel) {
    var model = ConsoleModel.staged(Size(columns: 80, rows: 24))
    _ = model.update(.key(.character(panel.key)))
    let before = model.text
    for _ in 0..<100 { _ = model.update(.key(panel == .log ? .up : .down)) }
    #expect(model.text != before)
    let last = model.text
    _ = model.update(.key(panel == .log ? .up : .down))
    #expect(model.text == last)
    for _ in 0..<200 { _ = model.update(.key(panel == .log ? .down : .up)) }
    #expect(model.text == before)
  }

  @Test func `the selected advice is turned, and a refused one is not`() {
    var model = ConsoleModel.staged(Self.sizes[2])
    #expect(model.update(.key("i")) == .advise)
    let advice = ConsoleModel.stagedAdvice(at: model.live.now)
    _ = model.update(.advice(advice))
    #expect(model.text.contains("+17 %"))
    #expect(model.update(.key(.enter)) == .turn(.tail(.migrate)))
    _ = model.update(.key(.down))
    #expect(model.update(.key(.enter)) == .turn(.staleness(2)))
    _ = model.update(.key(.end))
    #expect(model.update(.key(.enter)) == nil)
    #expect(model.text.contains("there is no host memory"))
  }

  @Test func `advice that is known is not asked for again at the same moment`() {
    var model = ConsoleModel.staged(Self.sizes[2])
    _ = model.update(.advice(ConsoleModel.stagedAdvice(at: model.live.now, isDone: false)))
    #expect(model.update(.key("i")) == .advise)
    _ = model.update(.key("i"))
    _ = model.update(.advice(ConsoleModel.stagedAdvice(at: model.live.now)))
    #expect(model.update(.key("i")) == nil)
    #expect(model.text.contains("stale +0.75"))
    #expect(model.text.contains("free −3.5 GiB"))
    _ = model.update(.key("i"))
    _ = model.update(.advice(ConsoleModel.stagedAdvice(at: .zero)))
    #expect(model.update(.key("i")) == .advise)
  }

  @Test func `both runs are compared over the same count of steps`() throws {
    let model = ConsoleModel.staged()
    let ghost = try #require(model.ghost)
    let pair = try #require(RunPair(live: model.live, ghost: ghost))
    let mine = model.live.steps.filter { $0.end > ghost.since }.count
    let others = ghost.state.steps.filter { $0.end > ghost.since }.count
    #expect(pair.count == min(mine, others))
    let shares = pair.rows.compactMap { $0.shares }.filter { $0.phase != nil }
    #expect(abs(shares.reduce(0) { $0 + $1.live } - 1) < 0.01)
    #expect(abs(shares.reduce(0) { $0 + $1.ghost } - 1) < 0.01)
  }

  @Test(arguments: Panel.allCases)
  func `without colour a panel keeps every figure and letter`(panel: Panel) {
    for size in Self.sizes.dropFirst() {
      var coloured = ConsoleModel.staged(size)
      var plain = ConsoleModel.staged(size, theme: .plain)
      for message in [
        .advice(ConsoleModel.stagedAdvice(at: plain.live.now)), .show(panel, nil),
      ] as [ConsoleMessage] {
        _ = coloured.update(message)
        _ = plain.update(message)
      }
      func figures(_ model: ConsoleModel) -> [Character: Int] {
        model.text.filter { $0.isNumber }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
      }
      // Letters stand in for colours, never for figures.
      guard panel != .supernode, panel != .pipeline, panel != .memory else { continue }
      #expect(figures(coloured) == figures(plain), "\(panel) at \(size)")
    }
  }

  @Test(arguments: Panel.allCases)
  func `a panel can be drawn in ASCII alone`(panel: Panel) {
    for size in Self.sizes {
      var model = ConsoleModel.staged(size, theme: .plain, glyphs: .ascii)
      _ = model.update(.advice(ConsoleModel.stagedAdvice(at: model.live.now)))
      _ = model.update(.show(panel, nil))
      #expect(model.text.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
    }
  }

  @Test func `every state has a glyph of its own wherever states stand without colour`() {
    let look = Look(.plain)
    #expect(look.usesLetters)
    #expect(Set(Activity.allCases.map { look.fill($0) }).count == Activity.allCases.count)
    #expect(Set(MemoryKind.allCases.map(\.letter)).count == MemoryKind.allCases.count)
  }

  @Test func `without colour each use of memory has a letter in the stack`() {
    var model = ConsoleModel.staged(Size(columns: 160, rows: 50), theme: .plain)
    _ = model.update(.show(.memory, nil))
    let rows = model.text.split(separator: "\n")
    let from = rows.firstIndex { $0.contains("mean over all dies") } ?? rows.count
    let stack = rows[from...].joined()
    for kind in MemoryKind.allCases where kind.amount(in: model.live.memory[0]) > .zero {
      #expect(stack.contains(kind.letter.text + kind.letter.text), "no \(kind)")
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `what is left out where room is short is smaller than what stays`(seed: UInt64) {
    var random = Dice(state: seed)
    let all = (0..<random.int(in: 0...12)).map { ($0, Double(random.int(in: 0...6))) }
    let count = random.int(in: 0...12)
    let kept = all.largest(count) { $0.1 }
    #expect(kept.count == min(count, all.count))
    #expect(kept.map(\.0) == kept.map(\.0).sorted())
    let least = kept.map(\.1).min() ?? 0
    for item in all where !kept.contains(where: { $0.0 == item.0 }) && !kept.isEmpty {
      #expect(item.1 <= least)
    }
  }

  @Test(arguments: sizes)
  func `an empty panel leaves its room to the others`(size: Size) {
    var model = ConsoleModel.staged(size, hasGhost: false)
    _ = model.update(.show(nil, .whatIf))
    for place in model.plan().panels where place.panel == .compare {
      #expect(place.rect.rows == 3)
    }
    _ = model.update(.key("0"))
    #expect(model.text.contains("R01"))
  }
}
