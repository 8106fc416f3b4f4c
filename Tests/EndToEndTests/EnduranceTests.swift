import Foundation
import TestKit
import Testing

/// Hard use: many keys, many sizes, terminals that take nothing.
@Suite(.serialized) struct EnduranceTests {
  /// Keys as a terminal sends them: everything but what leaves or stops the program.
  private static let keys: [String] =
    (0x20...0x7E as ClosedRange<UInt8>).map { String(UnicodeScalar($0)) }.filter { $0 != "q" }
    + [
      "\r", "\t", "\u{1B}[Z", "\u{7F}", "\u{1B}[3~", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[H",
      "\u{1B}[F",
    ]
    + ["A", "B", "C", "D"].flatMap { ["\u{1B}[\($0)", "\u{1B}O\($0)"] }
    + (1...12).map { "\u{1B}[\($0 + 10)~" }
    + [
      "\u{1B}[<0;10;8M", "\u{1B}[<0;10;8m", "\u{1B}[<64;30;9M", "\u{1B}[<65;70;20M", "\u{1}", "é",
      "日",
    ]

  @Test func `ten thousand random keys neither crash nor hang`() throws {
    var dice = Dice(state: 6)
    // Some keys write pictures.
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let small = ["--set", "workload.prompts-per-step=32"]
    let pty = try Pty(
      [Shell.tandem, "run", "--speed", "60"] + small, columns: 100, rows: 30, directory: folder)
    try pty.wait(for: "384 cards")
    for count in 0..<10_000 {
      var bytes = Array((Self.keys.randomElement(using: &dice) ?? " ").utf8)[...]
      if count.isMultiple(of: 250) {
        pty.resize(
          columns: Int.random(in: 1...200, using: &dice),
          rows: Int.random(in: 1...70, using: &dice))
      }
      let end = ContinuousClock.now + .seconds(60)
      while !bytes.isEmpty {
        try #require(pty.isRunning, "after \(count) keys")
        try #require(ContinuousClock.now < end, "no key was taken for a minute, after \(count)")
        bytes = bytes.dropFirst(pty.type(bytes))
        pty.receive(orTakes: true)
      }
    }
    pty.resize(columns: 100, rows: 30)
    try leave(pty)
  }

  /// Closes what is open and quits, whatever state the program is in.
  private func leave(_ pty: Pty) throws {
    // What was typed is worked through first.
    let end = ContinuousClock.now + .seconds(180)
    while pty.isRunning {
      try #require(ContinuousClock.now < end, "the program does not leave")
      // An escape by itself is told from the start of a sequence by the pause behind it.
      _ = pty.type([0x1B])
      pty.receive(milliseconds: 100)
      _ = pty.type([UInt8(ascii: "q")])
      pty.receive(milliseconds: 100)
    }
    #expect(try pty.end() == 0)
  }

  @Test func `two hundred sizes in two seconds leave the frame of a fresh start`() throws {
    var dice = Dice(state: 7)
    let sizes = (0..<200).map { _ in
      (
        columns: Int.random(in: 20...300, using: &dice),
        rows: Int.random(in: 5...100, using: &dice)
      )
    }
    let terminal = try Tmux(columns: 80, rows: 24)
    let sent = terminal.folder.appending(path: "sent")
    try terminal.type("'\(Shell.tandem)' run --paused")
    try terminal.wait(for: "384 cards")
    try terminal.record(to: sent)
    // Past tmux, which tells a program of one size in a quarter of a second only.
    try terminal.claim(sizes: sizes, milliseconds: 10)
    try terminal.resize(columns: 160, rows: 50)
    let fresh = try Tmux(columns: 160, rows: 50)
    try fresh.type("'\(Shell.tandem)' run --paused")
    try fresh.wait(for: "quit")
    let expected = try fresh.screen(colours: true)
    #expect(expected.contains("\u{1B}[38;5;"))
    try terminal.wait("the frame of a fresh start", colours: true) { $0 == expected }
    // Each size that was noticed empties the screen.
    let bytes = try Data(contentsOf: sent)
    #expect(bytes.ranges(of: Data("\u{1B}[J".utf8)).count > 20)
    for each in [terminal, fresh] { try each.press("q") }
  }

  @Test func `a terminal that takes nothing holds up neither the simulation nor the keys`() throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "run.session")
    let pty = try Pty(
      [
        Shell.tandem, "run", "--speed", "max", "--set", "workload.prompts-per-step=32", "--record",
        file.path(percentEncoded: false),
      ],
      columns: 300, rows: 100)
    // Nothing is read from here on; what the terminal holds is soon full.
    try waitForSteps(50, in: file)
    #expect(pty.isRunning)
    _ = pty.type([UInt8(ascii: "q")])
    #expect(try pty.end() == 0)
    let report = try Shell.tandem(
      "replay", file.path(percentEncoded: false), "--headless", "--json")
    #expect(report.status == 0)
    #expect(report.output.contains("\"replay\":\"verified\""))
    // Far fewer bytes than frames would have made.
    #expect(pty.output.count < 200_000)
  }

  @Test(arguments: [":go step 9999999\r", ":go 99999h\r"])
  func `on the way to a far goal keys are answered`(line: String) throws {
    let small = ["--paused", "--set", "workload.prompts-per-step=32"]
    let pty = try Pty([Shell.tandem, "run"] + small, columns: 100, rows: 30)
    try pty.wait(for: "384 cards")
    _ = pty.type(Array(line.utf8))
    try pty.wait(for: "on the way")
    _ = pty.type([UInt8(ascii: "?")])
    try pty.wait(for: "Expert balance on, off")
    _ = pty.type([UInt8(ascii: "?"), UInt8(ascii: " "), UInt8(ascii: "q")])
    #expect(try pty.end() == 0)
  }

  private func waitForSteps(_ count: Int, in file: URL) throws {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      if text.split(separator: "\n").count > count { return }
      poll(nil, 0, 10)
    }
    throw Tmux.Failure(description: "\(count) steps were not recorded")
  }
}
