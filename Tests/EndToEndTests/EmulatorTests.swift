import Foundation
import Testing

/// The same frame in two terminal emulators that share no code.
@Suite(.serialized) struct EmulatorTests {
  /// A Python that has pyte, an emulator from PyPI; `nil` where there is none.
  private static let python: String? = {
    let own = Shell.root.appending(path: ".build/python/bin/python").path(percentEncoded: false)
    let found = try? Shell.run(own, ["-c", "import pyte"])
    return found?.status == 0 ? own : nil
  }()

  @Test(
    .enabled(if: python != nil, "pyte is not here: scripts/setup installs it from PyPI"),
    arguments: [(80, 24), (160, 50), (300, 100)])
  func `a frame is the same in tmux and in pyte, cell by cell`(columns: Int, rows: Int) throws {
    let python = try #require(Self.python)
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    // The frame of a run that stands still in the middle of things is the same every time.
    let session = Shell.root.appending(path: "Sessions/rl-fusion-stalesync.session")
    let words = ["replay", session.path(percentEncoded: false), "--paused", "--colours", "24-bit"]
    let seek = "g7000s\r"

    let pty = try Pty(
      [Shell.tandem] + words, columns: columns, rows: rows,
      environment: ["TERM": "tmux-256color", "COLORTERM": "truecolor"])
    try pty.wait(for: "384 cards")
    pty.settle()
    #expect(pty.type(Array(seek.utf8)) == seek.utf8.count)
    let bytes = folder.appending(path: "bytes")

    let terminal = try Tmux(columns: columns, rows: rows, settings: "COLORTERM=truecolor")
    let quoted = ([Shell.tandem] + words).map { "'\($0)'" }.joined(separator: " ")
    try terminal.type(quoted)
    try terminal.wait(for: "384 cards")
    try terminal.press("g", "7", "0", "0", "0", "s", "Enter")
    let capture = folder.appending(path: "capture")
    var report = ""
    // The seek may still be under way in either; the frame after it is the last.
    try terminal.wait("the same frame in both", colours: true) { screen in
      pty.settle()
      try? Data(pty.output).write(to: bytes)
      try? Data(screen.utf8).write(to: capture)
      let result = try? Shell.run(
        python,
        [
          Shell.root.appending(path: "Tests/EndToEndTests/Emulators/agree.py")
            .path(percentEncoded: false),
          "\(columns)", "\(rows)", bytes.path(percentEncoded: false),
          capture.path(percentEncoded: false),
        ])
      report = "\(result?.output ?? "") \(result?.errors ?? "")"
      return screen.contains("01:56:40") && result?.status == 0
    }
    #expect(report.hasPrefix("0 of \(columns * rows) cells differ"), "\(report)")
    #expect(!report.contains(", 1 styles"))
    try terminal.press("q")
  }
}
