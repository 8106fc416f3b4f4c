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
    (
      ["--to", "tp3-ep3"],
      "layers.0.attention.query_up: 128 heads do not divide by 3 in TP3 EP3 on dies 0 to 767; "
        + "write 2 or 4"
    ),
    (
      ["--to", "tp4-ep48"],
      "experts.gate: 256 experts do not divide by 48 in TP4 EP48 on dies 0 to 767; write 32 or 64"
    ),
    (
      ["--from", "tp8-pp8-dp13"],
      "--from: tp8 · pp8 · dp13 takes 832 dies, of dies 0 to 767 there are"
    ),
    (["--to", "tp1-ep1"], "leave no room for a bucket in its 64.0 GiB"),
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

  @Test(arguments: [
    ("tp4-pp4:1/2", "column 9: 2 stages are told of 4"),
    ("tp4-pq4", "column 5: 'pq4' is no word of a layout"),
    ("tp4-tp2", "column 5: tp is told twice"),
    ("tp", "column 1: tp needs a number"), ("", "column 1: there is no word of a layout"),
    ("zero2", "column 1: zero2 shards no weights; write zero1 or zero3"),
  ])
  func `a word that is none is told with its column`(text: String, reason: String) throws {
    let result = try Shell.tandem("reshard", "--from", text)
    #expect(result.status == 64)
    #expect(result.errors.contains(reason))
  }

  @Test(arguments: [
    ["--to", "tp1 dp320 ep320 red32 shared32 int8"], ["--from", "tp4-pp6-ep64-zero1"],
    ["--from", "tp4-pp4:15/16/16/14-ep8-split", "--from-dies", "0-511", "--to-dies", "512-767"],
    ["--from", "tp4-pp6-vpp2-cp2-ep64", "--backend", "checkpoint-engine"],
    ["--backend", "transfer-engine", "--to", "tp2-ep128-x3"],
  ])
  func `whatever the layouts, no line is wider than the narrowest terminal`(
    arguments: [String]
  ) throws {
    let result = try Shell.run(Shell.tandem, ["reshard"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    for line in result.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }
}
