import Foundation
import Testing

/// Runs `tandem reshard` from outside.
@Suite struct ReshardTests {
  private static func object(_ arguments: String...) throws -> [String: Any] {
    let result = try Shell.run(Shell.tandem, ["reshard", "--json"] + arguments)
    #expect(result.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func `point-to-point moves the bound, and terms add up to the seconds`() throws {
    let report = try Self.object()
    let strategies = try #require(report["strategies"] as? [[String: Any]])
    #expect(
      strategies.map { $0["strategy"] as? String } == ["gather", "directed", "point-to-point"])
    let last = try #require(strategies.last)
    #expect(last["moved_bytes"] as? Int == report["bound_bytes"] as? Int)
    for strategy in strategies {
      let terms = try #require(strategy["terms"] as? [[String: Any]])
      let sum = terms.reduce(0) { $0 + ($1["seconds"] as? Double ?? .nan) }
      let seconds = try #require(strategy["seconds"] as? Double)
      #expect(abs(sum - seconds) < 1e-6 * seconds)
    }
  }

  @Test func `layouts of the command line replace those of the scenario`() throws {
    let report = try Self.object("deepseek-r1-a3-128", "--from", "tp4-pp8-ep8", "--to", "TP2 EP256")
    #expect(report["title"] as? String == "TP4 PP8 EP8 → TP2 EP256")
    let strategies = try #require(report["strategies"] as? [[String: Any]])
    for strategy in strategies {
      let heat = try #require(strategy["heat"] as? [[Int]])
      #expect(heat.count == 8)
      let moved = try #require(strategy["moved_bytes"] as? Int)
      #expect(heat.joined().reduce(0, +) == moved)
      let links = try #require(strategy["links"] as? [[String: Any]])
      #expect(links.reduce(0) { $0 + ($1["bytes"] as? Int ?? 0) } == moved)
    }
  }

  @Test func `regrouped ranks have less to fetch`() throws {
    let given = try Self.object("deepseek-r1-a3-128")
    let regrouped = try Self.object("deepseek-r1-a3-128", "--regroup")
    let bytes = (
      try #require(given["bound_bytes"] as? Int), try #require(regrouped["bound_bytes"] as? Int)
    )
    #expect(bytes.1 < bytes.0)
  }

  @Test(arguments: [
    (["--lost", "130", "194"], "no copy of experts 8 to 11"),
    (["--to", "tp3-ep3"], "ep 3 does not divide 256"),
    (["--from", "tp4-pp5-ep64"], "pp 5"),
  ])
  func `what is impossible ends with 2 and one line that says why`(
    arguments: [String], reason: String
  ) throws {
    let result = try Shell.run(Shell.tandem, ["reshard", "pangu-cm384"] + arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(reason))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: ["-1", "768"])
  func `a die that is not there cannot be lost`(die: String) throws {
    let result = try Shell.tandem("reshard", "--lost=\(die)")
    #expect(result.status == 2)
    #expect(result.errors.contains("there is no die \(die) to lose; give 0 to 767"))
  }
}
