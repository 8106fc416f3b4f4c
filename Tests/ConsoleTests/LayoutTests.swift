import Canvas
import Specification
import TestKit
import Testing

@testable import Console

@Suite struct LayoutTests {
  static let scenarios: [Scenario] = Scenario.presets.map(\.value)

  private static func needs(_ scenario: Scenario, _ random: inout Dice) -> Plan.Needs {
    Plan.Needs(
      cluster: scenario.cluster, card: random.int(in: 0...scenario.cluster.cards - 1),
      usesLetters: random.int(in: 0...1) == 0, isDetailOpen: random.int(in: 0...2) == 0,
      panel: Panel.allCases[random.int(in: 0...Panel.allCases.count - 1)],
      zoomed: random.int(in: 0...5) == 0
        ? Panel.allCases[random.int(in: 0...Panel.allCases.count - 1)] : nil,
      layout: ScreenLayout.allCases[random.int(in: 0...ScreenLayout.allCases.count - 1)])
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `nothing overlaps and nothing is outside at any size`(seed: UInt64) {
    var random = Dice(state: seed)
    for _ in 0..<400 {
      let size = Size(columns: random.int(in: 1...400), rows: random.int(in: 1...120))
      let scenario = Self.scenarios[random.int(in: 0...Self.scenarios.count - 1)]
      let plan = Plan(size, Self.needs(scenario, &random))
      let rects =
        [plan.header, plan.figures, plan.grid, plan.detail, plan.whatIf, plan.hints]
        + plan.panels.map(\.rect)
      let shown = rects.filter { !$0.isEmpty }
      for (index, rect) in shown.enumerated() {
        #expect(Rect(size).contains(rect), "\(rect) in \(size)")
        for other in shown[(index + 1)...] {
          #expect(rect.intersection(other).isEmpty, "\(rect) and \(other) in \(size)")
        }
      }
      let inside = plan.grid.inset(by: plan.hasGridBorder ? 1 : 0)
      #expect(inside.contains(plan.legend))
      guard !plan.isNotice, !plan.grid.isEmpty else { continue }
      let cells = Rect(at: plan.geometry.origin, size: plan.geometry.size)
      #expect(inside.contains(cells), "\(cells) in \(plan.grid), \(size)")
      #expect(cells.intersection(plan.legend).isEmpty)
    }
  }

  @Test(arguments: scenarios)
  func `the selected card is always shown`(scenario: Scenario) {
    var random = Dice(state: 3)
    for _ in 0..<200 {
      var needs = Self.needs(scenario, &random)
      needs.zoomed = nil
      needs.layout = .overview
      let size = Size(columns: random.int(in: 40...400), rows: random.int(in: 12...120))
      let geometry = Plan(size, needs).geometry
      let server = needs.card / scenario.cluster.cardsPerServer
      #expect(geometry.servers.contains(server))
      #expect(geometry.slots.contains(needs.card % scenario.cluster.cardsPerServer))
    }
  }

  @Test(arguments: scenarios)
  func `every card that is shown can be hit where it is drawn`(scenario: Scenario) {
    for size in [Size(columns: 80, rows: 24), Size(columns: 300, rows: 100)] {
      var random = Dice(state: 4)
      var needs = Self.needs(scenario, &random)
      needs.zoomed = nil
      needs.layout = .overview
      let geometry = Plan(size, needs).geometry
      for band in geometry.shown {
        for server in geometry.bands[band] {
          for slot in geometry.slots {
            let place = Position(
              column: geometry.column(of: server, band: geometry.bands[band]),
              row: geometry.row(ofBand: band) + 1
                + (slot - geometry.slots.lowerBound) * geometry.shape.rows)
            #expect(geometry.card(at: place) == server * scenario.cluster.cardsPerServer + slot)
          }
        }
      }
    }
  }

  @Test func `all 384 cards with their 768 dies are on a screen of 80 by 24`() {
    for usesLetters in [false, true] {
      let plan = Plan(
        Size(columns: 80, rows: 24),
        Plan.Needs(
          cluster: .cloudMatrix384, card: 0, usesLetters: usesLetters, isDetailOpen: false,
          panel: .timeline, zoomed: nil))
      #expect(plan.geometry.servers == 0..<48)
      #expect(plan.geometry.slots == 0..<8)
      #expect(plan.geometry.shape == (usesLetters ? .tall : .cell))
    }
  }

  @Test func `a screen that is too small says how large it has to be`() {
    for size in [Size(columns: 39, rows: 40), Size(columns: 200, rows: 11)] {
      let text = ConsoleModel.staged(size).text
      #expect(text.contains("\(size) is too small"))
      #expect(text.contains("40x12 is needed"))
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `any size can be drawn`(seed: UInt64) {
    var random = Dice(state: seed)
    var model = ConsoleModel.staged()
    for _ in 0..<40 {
      let size = Size(columns: random.int(in: 1...400), rows: random.int(in: 1...120))
      #expect(model.view(size: size).size == size)
      _ = model.update(.key(seed.isMultiple(of: 2) ? .enter : "?"))
    }
  }
}
