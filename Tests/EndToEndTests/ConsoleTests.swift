import Foundation
import Testing

/// Drives the built binary in a real terminal, as a user would.
@Suite(.serialized) struct ConsoleTests {
  private let binary = Shell.tandem

  /// What the shell prints when the program is gone, so that its end can be waited for.
  private func start(
    _ terminal: Tmux, _ arguments: String = "", then after: String = "echo \"left with $?\""
  ) throws {
    let check = "stty -g >after; cmp before after && echo same tty"
    try terminal.type("stty -g >before; '\(binary)' \(arguments); \(after); \(check)")
  }

  /// Waits for the program's end and for the terminal to be as it was.
  private func expectRestored(_ terminal: Tmux, status: Int) throws {
    let screen = try terminal.wait("the shell to find the tty as it was") {
      $0.contains(/\nsame tty/)
    }
    #expect(screen.contains("left with \(status)"))
    // Text of the shell from before is back: the alternate screen was left.
    #expect(screen.contains("stty -g"))
    #expect(!screen.contains("supernode ·"))
  }

  @Test(arguments: [(80, 24), (120, 40), (160, 50), (300, 100)])
  func `the console opens on the default scenario and q gives the terminal back`(
    columns: Int, rows: Int
  ) throws {
    let terminal = try Tmux(columns: columns, rows: rows)
    try start(terminal)
    try terminal.wait("a whole frame") { screen in
      ["pangu-ultra-moe-718b", "384 cards", "768 dies", "RL Fusion", "quit"]
        .allSatisfy(screen.contains)
    }
    try terminal.press("q")
    try expectRestored(terminal, status: 0)
  }

  @Test func `a what-if makes a ghost and shows its difference`() throws {
    let terminal = try Tmux(columns: 160, rows: 50)
    try start(terminal, "run --speed max")
    try terminal.wait(for: "384 cards")
    try terminal.press("S")
    try terminal.wait(for: "ghost before StaleSync")
    try terminal.wait("a difference after some steps") { screen in
      screen.contains(/[+−]\s?\d+ % after \d+ step/)
    }
    try terminal.press("c")
    try terminal.wait("the ghost to go") { !$0.contains("ghost before") }
    try terminal.press("q")
    try expectRestored(terminal, status: 0)
  }

  @Test func `a card's detail opens on Enter and tells its memory and power`() throws {
    let terminal = try Tmux(columns: 120, rows: 40)
    try start(terminal)
    try terminal.wait(for: "384 cards")
    try terminal.press("Right", "Down", "Enter")
    try terminal.wait("the card's detail") { screen in
      ["card 9", "KV cache", "optimizer", "card power"].allSatisfy(screen.contains)
    }
    try terminal.press("Escape", "q")
    try expectRestored(terminal, status: 0)
  }

  @Test func `a resized terminal is drawn anew at its size`() throws {
    let terminal = try Tmux(columns: 80, rows: 24)
    try start(terminal, "run --paused")
    try terminal.wait(for: "384 cards")
    for (columns, rows) in [(160, 50), (40, 10), (300, 100), (100, 30)] {
      try terminal.resize(columns: columns, rows: rows)
    }
    try terminal.press("Space", "Space")
    let expected = try Shell.tandem("run", "--headless", "--frame", "100x30").output
    let border = try #require(expected.split(separator: "\n").first { $0.contains("supernode") })
    try terminal.wait("the grid's border at the new width") { screen in
      screen.split(separator: "\n").contains {
        $0.count == border.count && $0.contains("supernode")
      }
    }
    try terminal.press("q")
    try expectRestored(terminal, status: 0)
  }

  @Test(arguments: ["INT", "TERM", "HUP", "QUIT", "ILL", "SEGV", "ABRT"])
  func `the terminal is restored when a signal ends the program`(signal: String) throws {
    let terminal = try Tmux(columns: 100, rows: 30)
    let number = ["HUP": 1, "INT": 2, "QUIT": 3, "ILL": 4, "ABRT": 6, "SEGV": 11, "TERM": 15]
    try terminal.type("ulimit -c 0; export SWIFT_BACKTRACE=enable=no")
    // The shell's number is the program's own after `exec`.
    try terminal.type("run() { sh -c 'echo $$ >number; exec \"$0\"' '\(binary)'; }")
    let check = "stty -g >after; cmp before after && echo same tty"
    try terminal.type("stty -g >before; run; echo \"left with $?\"; \(check)")
    try terminal.wait(for: "384 cards")
    let file = terminal.folder.appending(path: "number")
    let process = try String(contentsOf: file, encoding: .utf8)
    _ = try Shell.run(
      "kill", ["-\(signal)", process.trimmingCharacters(in: .whitespacesAndNewlines)])
    let screen = try terminal.wait("the shell to find the tty as it was") {
      $0.contains(/\nsame tty/)
    }
    #expect(screen.contains("left with \(128 + (number[signal] ?? 0))"))
  }

  @Test func `Ctrl-C at a prompt leaves the prompt, and then the console`() throws {
    let terminal = try Tmux(columns: 100, rows: 30)
    try start(terminal, "run --paused")
    try terminal.wait(for: "384 cards")
    try terminal.press(":")
    try terminal.wait(for: "a command; Tab lists them")
    try terminal.press("C-c")
    try terminal.wait(for: "space pause")
    try terminal.press("C-c")
    try expectRestored(terminal, status: 130)
  }

  @Test func `a suspended console gives the terminal back and takes it again`() throws {
    let terminal = try Tmux(columns: 100, rows: 30)
    try terminal.type("set -m")
    try start(terminal)
    try terminal.wait(for: "384 cards")
    try terminal.press("C-z")
    try terminal.wait("the shell") { $0.contains("Stopped") && !$0.contains("supernode ·") }
    try terminal.type("fg")
    try terminal.wait(for: "384 cards")
    try terminal.press("q")
    try terminal.wait("the shell again") { !$0.contains("supernode ·") }
  }

  @Test func `a recorded session replays in the console and headless`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "run.session").path(percentEncoded: false)
    let terminal = try Tmux(columns: 120, rows: 40)
    try start(terminal, "run --speed max --set workload.prompts-per-step=64 --record \(file)")
    try terminal.wait(for: "384 cards")
    try terminal.press("Q")
    try terminal.wait(for: "ghost before DistQueue off")
    try terminal.wait("two steps") { $0.contains(/step\s+[3-9]|step\s+\d\d/) }
    try terminal.press("q")
    try expectRestored(terminal, status: 0)

    let report = try Shell.tandem("replay", file, "--headless")
    #expect(report.status == 0)
    #expect(report.output.contains("verified: every step"))
    #expect(report.output.contains("dist-queue off"))

    try terminal.type("clear")
    try start(terminal, "replay \(file) --paused")
    try terminal.wait(for: "run.session")
    try terminal.press(".")
    try terminal.wait(for: "step 2")
    try terminal.press("q")
    try expectRestored(terminal, status: 0)
  }

  @Test func `an ASCII locale gets ASCII only`() throws {
    let terminal = try Tmux(columns: 120, rows: 40, locale: "C")
    try start(terminal)
    let screen = try terminal.wait("a whole frame") { screen in
      screen.contains("384 cards") && screen.contains("quit")
    }
    #expect(screen.unicodeScalars.allSatisfy { $0.isASCII })
    try terminal.press("q")
    try expectRestored(terminal, status: 0)
  }

  @Test func `without a terminal there is a hint to the headless run`() throws {
    let result = try Shell.tandem("run")
    #expect(result.status == 2)
    #expect(result.errors.contains("--headless"))
  }

  @Test func `an unknown kind of terminal is told, not crashed on`() throws {
    let terminal = try Tmux(columns: 80, rows: 24)
    try terminal.type("TERM=no-such-terminal '\(binary)'; echo \"left with $?\"")
    let screen = try terminal.wait("the program's end") { $0.contains(/\n ?left with \d/) }
    #expect(screen.contains("left with 2"))
    #expect(screen.contains("TERM is 'no-such-terminal'"))
  }
}
