import Foundation
import Testing

/// The parent that watches over the terminal.
@Suite(.serialized) struct GuardTests {
  private static let check = "stty -g >after; cmp before after && echo same tty"

  /// Starts the console, and returns the shell's number for it: the guard, if there is one.
  private func start(_ terminal: Tmux, _ arguments: String = "") throws -> pid_t {
    try terminal.type("ulimit -c 0; export SWIFT_BACKTRACE=enable=no")
    // The shell's number is the program's own after `exec`.
    try terminal.type(
      "run() { sh -c 'echo $$ >number; exec \"$0\" run \(arguments)' '\(Shell.tandem)'; }")
    try terminal.type("stty -g >before; run; echo \"left with $?\"; \(Self.check)")
    try terminal.wait(for: "384 cards")
    let file = terminal.folder.appending(path: "number")
    let text = try String(contentsOf: file, encoding: .utf8)
    return try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  private func child(of process: pid_t) -> pid_t? {
    let path = "/proc/\(process)/task/\(process)/children"
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    return text?.split(separator: " ").first.flatMap { pid_t($0) }
  }

  private func expectRestored(_ terminal: Tmux, status: Int) throws {
    let screen = try terminal.wait("the shell to find the tty as it was") {
      $0.contains(/\nsame tty/)
    }
    #expect(screen.contains("left with \(status)"))
    #expect(!screen.contains("supernode ·"))
  }

  @Test func `kill -9 of the console gives the terminal back`() throws {
    let terminal = try Tmux(columns: 100, rows: 30)
    let guardian = try start(terminal)
    kill(try #require(child(of: guardian)), SIGKILL)
    try expectRestored(terminal, status: 128 + 9)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func `the console ends alike, whichever of the two a signal meets`(signal: Int32) throws {
    let terminal = try Tmux(columns: 100, rows: 30)
    let guardian = try start(terminal)
    kill(try #require(child(of: guardian)), signal)
    try expectRestored(terminal, status: 128 + Int(signal))
    try terminal.type("clear")
    kill(try start(terminal), signal)
    try expectRestored(terminal, status: 128 + Int(signal))
  }

  @Test func `without a guard there is one process`() throws {
    let terminal = try Tmux(columns: 100, rows: 30)
    let process = try start(terminal, "--no-guard")
    #expect(child(of: process) == nil)
    try terminal.press("q")
    try expectRestored(terminal, status: 0)
  }

  @Test(arguments: ["", "--no-guard"], ["", "bg; "])
  func `a console that its shell stopped can be told to quit`(option: String, first: String) throws
  {
    let terminal = try Tmux(columns: 100, rows: 30)
    try terminal.type("set -m")
    try terminal.type("stty -g >before; '\(Shell.tandem)' run \(option)")
    try terminal.wait(for: "384 cards")
    try terminal.press("C-z")
    try terminal.wait("the shell") { $0.contains("Stopped") && !$0.contains("supernode ·") }
    // Some shells let a stopped job go on that they kill, and some do not.
    try terminal.type("\(first)kill %1; kill -CONT %1")
    try terminal.type("while ps -t \"$(tty)\" -o args= | grep -q '[t]andem run'; do :; done")
    try terminal.type("clear; echo; \(Self.check)")
    try terminal.wait("its end, and the tty as it was") { $0.contains(/\nsame tty/) }
  }

  @Test func `a console stopped from outside gives the terminal back, and takes it again`() throws {
    let terminal = try Tmux(columns: 100, rows: 30)
    try terminal.type("set -m")
    try terminal.type("stty -g >before; '\(Shell.tandem)' run")
    try terminal.wait(for: "384 cards")
    let found = try Shell.run("pgrep", ["-f", "-t", try terminal.tty(), "tandem run"]).output
    let numbers = found.split(separator: "\n").compactMap { pid_t($0) }
    let console = try #require(numbers.compactMap { child(of: $0) }.first)
    kill(console, SIGSTOP)
    try terminal.wait("the shell") { $0.contains("Stopped") && !$0.contains("supernode ·") }
    try terminal.type(Self.check)
    try terminal.wait("the tty as it was") { $0.contains(/\nsame tty/) }
    try terminal.type("fg")
    try terminal.wait(for: "384 cards")
    try terminal.press("q")
    try terminal.wait("the shell again") { !$0.contains("supernode ·") }
  }
}
