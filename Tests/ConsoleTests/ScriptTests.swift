import Exploration
import Quantities
import Specification
import Testing

@testable import Console

@Suite struct ScriptTests {
  @Test func `a script is its commands, each at its place, between times and waits`() throws {
    let script = try Script(
      "# a tour\n\nat 5000s staleness 1\nwait 3 steps\n  save a.svg 80x24\nat 1:42:07\nwait 90s\n",
      file: "tour")
    #expect(
      script.steps == [
        .at(.seconds(5000)),
        .command("staleness 1", SourceMark(file: "tour", line: 3, column: 10)), .waitSteps(3),
        .command("save a.svg 80x24", SourceMark(file: "tour", line: 5, column: 3)),
        .at(.seconds(6127)), .wait(.seconds(90)),
      ])
  }

  @Test(arguments: [
    ("fusion on\nfussion off", "s:2:1: there is no command 'fussion'; did you mean 'fusion'?"),
    ("at 5s fusion maybe", "s:1:14: 'maybe' is no setting of 'fusion'; write on or off"),
    ("at noon fusion on", "s:1:4: a time is missing"),
    ("wait long", "s:1:6: 'wait long' does not say for how long"),
    ("wait 0 steps", "s:1:6: "), ("at 5s\nat 4s quit", "s:2:1: this time comes before"),
    ("at 5s filter rack=7 & phase", "s:1:28: 'phase' is compared with nothing"),
  ])
  func `what is wrong with a script is told with its line and column`(
    text: String, message: String
  ) {
    do throws(ScriptError) {
      _ = try Script(text, file: "s")
      Issue.record("\(text) was read")
    } catch {
      #expect(error.description.hasPrefix(message), "\(error)")
    }
  }

  @Test func `after going back earlier times are due again`() throws {
    _ = try Script("at 5s\ngo 0\nat 4s quit", file: "s")
  }

  @Test func `a turn of the command line is a line of a script that sets something`() throws {
    #expect(
      try Input(scriptLine: "600s staleness 2")
        == Input(time: .seconds(600), action: .turn(.staleness(2))))
    #expect(
      try Input(scriptLine: "1h keep-ghost") == Input(time: .seconds(3600), action: .keepGhost))
    for text in ["", "600s", "staleness 2", "600s fusion", "600s theme", "x fusion on"] {
      #expect(throws: LineError.self) { try Input(scriptLine: text) }
    }
  }
}
