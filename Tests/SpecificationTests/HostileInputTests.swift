import Specification
import TestKit
import Testing

@Suite struct HostileInputTests {
  /// Reads a text and tells what happened; whatever it is, the line must lie inside the text.
  static func outcome(_ text: String) -> ScenarioError? {
    do {
      _ = try Scenario(yaml: text, file: "x.yaml")
      return nil
    } catch {
      let lines = max(
        1, text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).count)
      #expect((1...lines).contains(error.mark.line), "\(error)")
      #expect(error.mark.column >= 1)
      #expect(!error.description.utf8.contains { $0 < 0x20 }, "\(error)")
      return error
    }
  }

  @Test func `nested aliases are refused before they multiply`() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(Self.outcome(bomb)?.what == "more than 16 aliases (*) are used")
    let keys = bomb + "? *a9\n: x\n"
    #expect(Self.outcome(keys)?.what == "more than 16 aliases (*) are used")
  }

  @Test func `a few aliases are understood`() throws {
    let text = """
      extends: pangu-cm384
      cluster:
        intra-server: &link {bandwidth: 100 GB/s, efficiency: 0.9, latency: 1 us, source: me}
        inter-server: *link
      """
    let cluster = try Scenario(yaml: text, file: "x.yaml").cluster
    #expect(cluster.interServer == cluster.intraServer)
  }

  @Test func `deep nesting is told`() {
    for depth in [33, 900, 5000] {
      let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      #expect(Self.outcome("seed: \(lists)\n") != nil)
      let blocks = (0..<min(depth, 900)).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
      #expect(Self.outcome(blocks) != nil)
      #expect(Self.outcome("seed: " + String(repeating: "- ", count: depth) + "1\n") != nil)
    }
  }

  @Test func `a text beyond the limit is told without being parsed`() {
    let text = "seed: 1 #" + String(repeating: "x", count: 17 << 20) + "\n"
    #expect(Self.outcome(text)?.what == "the text has \(text.utf8.count) bytes")
  }

  @Test func `absurd figures give an error`() {
    for figure in [
      "1e18", "1000000000000000000", "-9223372036854775808", "9223372036854775807", "NaN", ".nan",
      ".inf", "-0", "0x7FFFFFFFFFFFFFFF", "1e999", "\"\\0\"", "[]", "{}", "''", "!!int 5", "~",
    ] {
      for key in [
        "workload.prompts-per-step", "workload.samples-per-prompt", "cluster.supernodes",
        "cluster.chip.dies-per-card", "cluster.chip.memory", "cluster.chip.matrix",
        "cluster.host.latency", "model.layers", "training.pp", "training.ep", "rollout.dp",
        "rollout.memory-share", "policy.placement.separate.training-dies", "policy.staleness",
        "workload.response-length.fixed", "workload.response-length.log-normal.sigma",
      ] {
        var scenario = Scenario.panguCM384
        do {
          try scenario.set(key, to: figure)
          #expect(scenario.problems() == [])
        } catch {
          #expect(!"\(error)".isEmpty)
        }
      }
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `a mutilated scenario is read or told, never a crash`(seed: UInt64) {
    var dice = Dice(state: seed)
    let presets = Scenario.presets.map { $0.value.yaml() }
    var text = Array(
      (dice.flag() ? ScenarioErrorTests.sample : dice.pick(presets)).unicodeScalars)
    for _ in 0..<dice.int(in: 1...6) { dice.mutilate(&text) }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text)
    if Self.outcome(String(view)) == nil,
      let scenario = try? Scenario(yaml: String(view), file: "x.yaml")
    {
      #expect(scenario.problems() == [])
      #expect((try? Scenario(yaml: scenario.yaml(), file: "x.yaml")) == scenario)
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `noise is told, never a crash`(seed: UInt64) {
    var dice = Dice(state: seed)
    let pieces = [
      "a", ":", " ", "\n", "- ", "[", "]", "{", "}", ",", "\"", "'", "#", "&a", "*a", "!", "|", ">",
      "%",
      "@", "?", "\t", "\\", "---\n", "...\n", "extends", "seed", "\u{0}", "\u{FEFF}", "é", "🦜",
      "<<",
      "\"\\ud800\"", "\"\\xff\"", "\r", "\u{85}", "\u{2028}", "0", "~",
    ]
    let text = (0..<dice.int(in: 0...60)).map { _ in dice.pick(pieces) }.joined()
    #expect(Self.outcome(text) != nil)
  }
}

extension Dice {
  /// Changes a text as a slip of the hand, a bad merge or a broken disk would.
  mutating func mutilate(_ text: inout [Unicode.Scalar]) {
    guard text.count > 2 else { return }
    let start = int(in: 0...text.count - 1)
    let end = min(text.count, start + int(in: 1...20))
    let line = text[start...].firstIndex(of: "\n") ?? text.count - 1
    switch int(in: 0...6) {
    case 0: text.removeSubrange(start..<end)
    case 1: text.insert(contentsOf: text[start..<end], at: int(in: 0...text.count))
    case 2: text[start] = pick(Array(":-[]{},#&*!|>'\"%@`?\n\t \\0aé".unicodeScalars))
    case 3:
      text.insert(
        contentsOf: Array(pick(["\n", "  ", "{", "]", "*x", "1e18", "-", ": "]).unicodeScalars),
        at: start)
    case 4: text.removeSubrange(start...line)
    case 5: text.removeSubrange(start...)
    default: text.swapAt(start, int(in: 0...text.count - 1))
    }
  }
}
