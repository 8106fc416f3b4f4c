import Canvas
import Quantities
import Specification
import Telemetry
import TestKit
import Testing

@testable import Console

@Suite struct StateTests {
  @Test func `every activity has a letter of its own`() {
    let letters = Activity.allCases.map(\.letter)
    #expect(Set(letters).count == letters.count)
    #expect(letters.allSatisfy { $0.isASCII })
  }

  @Test(arguments: Activity.allCases)
  func `a die's activity can be read without colour`(activity: Activity) throws {
    var model = ConsoleModel.staged(theme: .plain, hasGhost: false)
    var live = model.live
    live.take(
      TelemetryEvent(
        time: live.now, kind: .activity(activity, DieLoad(utilisation: 0.5), dies: 8..<9)))
    _ = model.update(.frame(live: live, ghost: nil, clock: ClockStatus()))
    let geometry = model.plan().geometry
    let place = Position(
      column: geometry.column(of: 0, band: geometry.bands[0]), row: geometry.row(ofBand: 0) + 9)
    let canvas = model.view()
    #expect(canvas[place]?.glyph == activity.letter)
    #expect(canvas[place.moved(rows: 1)]?.glyph == live.ledger.entries[9].activity.letter)
  }

  @Test func `each half of a cell has the colour of its die`() {
    var model = ConsoleModel.staged(hasGhost: false)
    var live = model.live
    for (die, activity) in Activity.allCases.enumerated() {
      live.take(
        TelemetryEvent(
          time: live.now,
          kind: .activity(activity, DieLoad(utilisation: 1), dies: die + 16..<die + 17)))
    }
    _ = model.update(.frame(live: live, ghost: nil, clock: ClockStatus()))
    let geometry = model.plan().geometry
    let canvas = model.view()
    for pair in 0..<Activity.allCases.count / 2 {
      let place = Position(
        column: geometry.column(of: 1, band: geometry.bands[0]),
        row: geometry.row(ofBand: 0) + 1 + pair)
      let cell = canvas[place]
      let upper = model.look.colour(Activity.allCases[pair * 2])
      let lower = model.look.colour(Activity.allCases[pair * 2 + 1])
      #expect(cell?.style.foreground == upper)
      #expect(upper == lower || cell?.style.background == lower)
    }
  }

  @Test(arguments: [(80, 24), (120, 40), (160, 50), (300, 100)])
  func `where there is only ASCII nothing else is shown`(columns: Int, rows: Int) {
    for keys in [
      [], [.enter], ["?"], ["g"], ["2"], ["y"], [":", "f"], ["/", "r", .enter], ["v", "m", "w"],
    ] as [[Key]] {
      var model = ConsoleModel.staged(
        Size(columns: columns, rows: rows), theme: .plain, glyphs: .ascii)
      for key in keys { _ = model.update(.key(key)) }
      #expect(model.text.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
    }
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `any keys at any size leave a console that can be drawn`(seed: UInt64) {
    var random = Dice(state: seed)
    let keys =
      KeyTable.bindings.flatMap(\.keys) + ["9", ":", "#", "é", .delete, .function(9)]
    var model = ConsoleModel.staged(scenario: LayoutTests.scenarios[Int(seed) % 4])
    for count in 0..<2000 {
      switch random.int(in: 0...9) {
      case 0:
        _ = model.update(
          .resized(Size(columns: random.int(in: 1...400), rows: random.int(in: 1...120))))
      case 1:
        let place = Position(column: random.int(in: -1...200), row: random.int(in: -1...60))
        let kinds: [MouseEvent.Kind] = [.press, .scrollUp, .scrollDown]
        _ = model.update(.mouse(MouseEvent(kinds[random.int(in: 0...2)], at: place)))
      default: _ = model.update(.key(keys[random.int(in: 0...keys.count - 1)]))
      }
      #expect((0..<model.scenario.cluster.cards).contains(model.card))
      if count.isMultiple(of: 50) { #expect(model.view().size == model.size) }
    }
  }

  @Test func `a click selects a card, another opens it, a third closes it`() {
    var model = ConsoleModel.staged()
    let geometry = model.plan().geometry
    let place = Position(
      column: geometry.column(of: 27, band: geometry.bands[0]), row: geometry.row(ofBand: 0) + 2)
    let click = ConsoleMessage.mouse(MouseEvent(.press, at: place))
    #expect(model.update(click) == nil)
    #expect(model.card == 217)
    #expect(!model.isDetailOpen)
    _ = model.update(click)
    #expect(model.isDetailOpen)
    _ = model.update(click)
    #expect(!model.isDetailOpen)
  }

  @Test func `cards are clicked where they are, and nowhere else`() {
    var model = ConsoleModel.staged(Size(columns: 160, rows: 50))
    _ = model.update(.key("0"))
    let geometry = model.plan().geometry
    let place = Position(
      column: geometry.column(of: 27, band: geometry.bands[0]), row: geometry.row(ofBand: 0) + 2)
    _ = model.update(.mouse(MouseEvent(.press, at: place)))
    #expect(model.zoomed == .supernode)
    #expect(model.card == 216)
    _ = model.update(.show(nil, .charts))
    for row in 0..<50 {
      for column in 0..<20 {
        _ = model.update(.mouse(MouseEvent(.press, at: Position(column: column, row: row))))
        #expect(model.card == 216)
      }
    }
  }

  @Test func `a card alone with its supernode tells why on Enter`() {
    for size in [Size(columns: 80, rows: 24), Size(columns: 160, rows: 50)] {
      var model = ConsoleModel.staged(size)
      _ = model.update(.key("0"))
      _ = model.update(.key(.enter))
      #expect(model.zoomed == .supernode)
      #expect(model.text.contains("card 0 ──"))
      _ = model.update(.key(.enter))
      #expect(model.overlay != .none)
    }
  }

  @Test func `a click on a knob turns it`() {
    var model = ConsoleModel.staged()
    let place = Position(column: 30, row: 21)
    #expect(model.update(.mouse(MouseEvent(.press, at: place))) == .turn(.staleness(2)))
  }
}
