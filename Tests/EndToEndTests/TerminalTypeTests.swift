import Foundation
import Testing

/// The console on terminals of many kinds.
@Suite struct TerminalTypeTests {
  /// What of a stream sets colours.
  private enum Colours: String {
    case direct, indexed, bright, eight, none

    init(_ stream: String) {
      let sequences = stream.matches(of: /\x1B\[([0-9;]*)m/).map { ";\($0.1);" }
      func contain(_ pattern: Regex<Substring>) -> Bool {
        sequences.contains { $0.contains(pattern) }
      }
      self =
        contain(/;[34]8;2;/)
        ? .direct
        : contain(/;[34]8;5;/)
          ? .indexed
          : contain(/;(?:9|10)[0-7];/) ? .bright : contain(/;[34][0-7];/) ? .eight : .none
    }
  }

  private func stream(_ arguments: String..., environment: [String: String]) throws -> String {
    let pty = try Pty(
      [Shell.tandem, "run", "--paused"] + arguments, columns: 100, rows: 30,
      environment: environment)
    try pty.wait(for: "384 cards")
    pty.settle()
    _ = pty.type([UInt8(ascii: "q")])
    #expect(try pty.end() == 0)
    return String(decoding: pty.output, as: UTF8.self)
  }

  @Test(arguments: [
    (["TERM": "xterm-256color", "COLORTERM": "truecolor"], "direct"),
    (["TERM": "tmux-256color", "COLORTERM": "24bit"], "direct"),
    (["TERM": "xterm-256color"], "indexed"), (["TERM": "screen-256color"], "indexed"),
    (["TERM": "xterm"], "eight"), (["TERM": "linux"], "eight"), (["TERM": "rxvt"], "eight"),
    (["TERM": "vt100"], "none"), (["TERM": "xterm-mono"], "none"),
    (["TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"], "none"),
  ])
  func `colours are as many as the terminal has`(
    environment: [String: String], colours: String
  ) throws {
    #expect(Colours(try stream(environment: environment)).rawValue == colours)
  }

  @Test(arguments: [
    ("24-bit", "direct"), ("256", "indexed"), ("16", "bright"), ("8", "eight"), ("none", "none"),
  ])
  func `fewer colours may be asked for`(limit: String, colours: String) throws {
    let environment = ["TERM": "xterm-256color", "COLORTERM": "truecolor"]
    let found = try stream("--colours", limit, environment: environment)
    #expect(Colours(found).rawValue == colours)
  }

  @Test func `the mouse is taken, or left alone`() throws {
    let environment = ["TERM": "xterm-256color"]
    #expect(try stream(environment: environment).contains("\u{1B}[?1006h"))
    let without = try stream("--no-mouse", environment: environment)
    #expect(!without.contains("?1006") && !without.contains("?1000"))
    let set = environment.merging(["TANDEM_MOUSE": "no"]) { $1 }
    #expect(!(try stream(environment: set)).contains("?1006"))
  }

  @Test func `without colours letters tell the states apart`() throws {
    let terminal = try Tmux(columns: 100, rows: 30, settings: "NO_COLOR=1")
    try terminal.type("'\(Shell.tandem)' run --paused")
    try terminal.wait(for: "384 cards")
    try terminal.press("g", "6", "0", "0", "s", "Enter")
    // At the start all cards idle, which is a dot.
    let screen = try terminal.wait("cards at work") { $0.contains(/([a-z])\1{3} \1{4} \1{4}/) }
    #expect(screen.contains(/u update +\d/) && screen.contains(/d decode +\d/))
    #expect(!(try terminal.screen(colours: true)).contains(/\x1B\[[0-9;]*[34]8;/))
    try terminal.press("q")
  }
}
