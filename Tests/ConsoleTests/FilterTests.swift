import Canvas
import Quantities
import Specification
import Telemetry
import TestKit
import Testing

@testable import Console

@Suite struct FilterTests {
  /// A random condition, as text and as what it means for values given by field.
  private struct Case {
    typealias Values = [FilterField: [Double]]
    let text: String
    let means: (Values) -> Bool

    static let fields: [FilterField] = [.rack, .card, .hbm, .batch, .staleness]

    static func random(depth: Int, _ dice: inout Dice) -> Case {
      let gap = Bool.random(using: &dice) ? " " : ""
      switch depth == 0 ? 0 : Int.random(in: 0...3, using: &dice) {
      case 1:
        let (left, right) = (random(depth: depth - 1, &dice), random(depth: depth - 1, &dice))
        return Case(text: "(\(left.text)\(gap)&\(gap)\(right.text))") {
          left.means($0) && right.means($0)
        }
      case 2:
        let (left, right) = (random(depth: depth - 1, &dice), random(depth: depth - 1, &dice))
        return Case(text: "(\(left.text)\(gap)|\(gap)\(right.text))") {
          left.means($0) || right.means($0)
        }
      case 3:
        let inner = random(depth: depth - 1, &dice)
        return Case(text: "!\(gap)(\(inner.text))") { !inner.means($0) }
      default: return test(&dice)
      }
    }

    private static func test(_ dice: inout Dice) -> Case {
      let field = fields[Int.random(in: 0..<fields.count, using: &dice)]
      let value = Double(Int.random(in: 0...4, using: &dice))
      let signs: [(String, (Double, Double) -> Bool)] = [
        ("=", { $0 == $1 }), ("<", { $0 < $1 }), ("<=", { $0 <= $1 }), (">", { $0 > $1 }),
        (">=", { $0 >= $1 }),
      ]
      let gap = Bool.random(using: &dice) ? " " : ""
      if Int.random(in: 0..<6, using: &dice) == 0 {
        return Case(text: "\(field)\(gap)!=\(gap)\(Int(value))") { values in
          !(values[field] ?? []).contains(value)
        }
      }
      let (sign, compare) = signs[Int.random(in: 0..<signs.count, using: &dice)]
      return Case(text: "\(field)\(gap)\(sign)\(gap)\(Int(value))") { values in
        (values[field] ?? []).contains { compare($0, value) }
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a filter means what it says`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let filter = Case.random(depth: 4, &dice)
    var parser = FilterParser(filter.text)
    let expression = try parser.parse()
    for _ in 0..<40 {
      var values: Case.Values = [:]
      for field in Case.fields {
        values[field] = (0..<Int.random(in: 0...2, using: &dice)).map { _ in
          Double(Int.random(in: 0...4, using: &dice))
        }
      }
      let holds = expression.holds(numbers: { values[$0] ?? [] }, words: { _ in [] })
      #expect(holds == filter.means(values), "\(filter.text) of \(values)")
    }
  }

  @Test func `and binds closer than or`() throws {
    let state = ConsoleModel.staged().live
    let without = try CardFilter("rack=1 | rack=2 & slot=0").matches(in: state)
    let with = try CardFilter("rack=1 | (rack=2 & slot=0)").matches(in: state)
    #expect(without == with)
    #expect(without.count { $0 } == 32 + 4)
  }

  @Test(arguments: [
    ("", 1, "a condition is missing"), ("rack=", 6, "a value is missing"),
    ("rack", 5, "is compared with nothing"), ("rock=7", 1, "did you mean 'rack'"),
    ("rack=7 &", 9, "a condition is missing"), ("(rack=7", 8, "not closed"),
    ("rack=7)", 7, "open a parenthesis"), ("rack=7 slot=1", 8, "write & or |"),
    ("phase=updat", 7, "did you mean 'update'"), ("phase<update", 6, "has no order"),
    ("hbm>full", 5, "'full' is no number"), ("% = 1", 1, "a card has no '%'"),
    ("pool=", 6, "a value is missing"), ("updat", 1, "did you mean 'update'"),
  ])
  func `what is wrong with a filter is marked at its column`(
    text: String, column: Int, message: String
  ) {
    do throws(LineError) {
      _ = try CardFilter(text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.column == column, "\(error)")
      #expect(error.description.contains(message), "\(error)")
    }
  }

  @Test func `filters as long or as deep as a file can hold are read or refused`() throws {
    let chain = Array(repeating: "rack=7", count: 20_000)
    #expect(
      try CardFilter(chain.joined(separator: "|")).matches(in: ConsoleModel.staged().live)
        .count { $0 } == 32)
    _ = try CardFilter(String(repeating: "!", count: 100_001) + "rack=7")
    let deep = String(repeating: "(", count: 100_000)
    #expect(throws: LineError.self) { try CardFilter(deep + "rack=7") }
  }

  @Test(arguments: [
    ("rack=7", 32), ("card<8", 8), ("die=17", 1), ("server=0 & slot!=0", 7), ("!card>=0", 0),
    ("phase=rollout | waiting", 384), ("failed", 0), ("failed=no", 384), ("pool=training", 384),
    ("stage=0", 64), ("hbm>0%", 384), ("staleness>8", 0), ("supernode=1", 384),
  ])
  func `cards are found by where they are and what they do`(text: String, count: Int) throws {
    let state = ConsoleModel.staged().live
    #expect(try CardFilter(text).matches(in: state).count { $0 } == count)
  }

  @Test func `a filter dims the others, counts, and n and N go through the matches`() {
    var model = ConsoleModel.staged(Size(columns: 120, rows: 40))
    for character in "/rack=3 & slot=1" { _ = model.update(.key(.character(character))) }
    let before = model.view()
    _ = model.update(.key(.enter))
    #expect(model.text.contains("/rack=3 & slot=1 4 of 384"))
    let dimmed = model.view()
    #expect(before != dimmed)
    let racks = (0..<5).map { _ in
      _ = model.update(.key("n"))
      return model.card
    }
    #expect(racks == [65, 73, 81, 89, 65])
    _ = model.update(.key("N"))
    #expect(model.card == 89)
    #expect(model.text.contains("match 4 of 4"))
    _ = model.update(.key("/"))
    for _ in 0..<20 { _ = model.update(.key(.backspace)) }
    _ = model.update(.key(.enter))
    #expect(model.filter == nil)
    #expect(!model.text.contains("of 384"))
  }

  @Test func `without colour a card that is left out is a dot`() {
    var model = ConsoleModel.staged(theme: .plain)
    for character in "/card=0" { _ = model.update(.key(.character(character))) }
    _ = model.update(.key(.enter))
    let geometry = model.plan().geometry
    let place = Position(
      column: geometry.column(of: 1, band: geometry.bands[0]), row: geometry.row(ofBand: 0) + 1)
    #expect(model.view()[place]?.glyph == "·")
  }
}
