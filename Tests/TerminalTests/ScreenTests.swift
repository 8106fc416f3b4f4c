import Canvas
import Glibc
import TestKit
import Testing

@testable import Terminal

@MainActor @Suite(.serialized)
struct ScreenTests {
  private let terminal: PseudoTerminal

  init() throws {
    unsafe unsetenv("NO_COLOR")
    unsafe unsetenv("COLORTERM")
    terminal = try #require(PseudoTerminal())
  }

  private func options(_ type: String = "xterm-256color") -> ScreenOptions {
    ScreenOptions(input: terminal.inner, output: terminal.inner, type: type, glyphs: .unicode)
  }

  private func frame(_ text: String, size: Size = Size(columns: 40, rows: 10)) -> Canvas {
    var canvas = Canvas(size: size)
    canvas.write(text, at: Position(column: 0, row: 1), style: Style(.rgb(0, 255, 0)))
    return canvas
  }

  @Test func `the terminal is as it was when the screen is gone`() throws {
    let before = terminal.settings
    do {
      var screen = try Screen(options())
      #expect(screen.size == Size(columns: 40, rows: 10))
      #expect(screen.depth == .indexed)
      #expect(terminal.settings != before)
      screen.present(frame("tandem"))
    }
    #expect(terminal.settings == before)
    let output = terminal.receive()
    #expect(output.contains("\u{1B}[?1049h"))
    #expect(output.contains("tandem"))
    #expect(output.contains("38;5;46m"))
    #expect(output.contains("\u{1B}[?1006l"))
    #expect(output.contains("\u{1B}[?25h") || output.contains("\u{1B}[34h\u{1B}[?25h"))
    #expect(output.hasSuffix("\u{1B}[?1049l\u{1B}[23;0;0t"))
  }

  @Test func `only what changed is sent, and nothing if nothing did`() throws {
    var screen = try Screen(options())
    screen.present(frame("step 17"))
    _ = terminal.receive()
    screen.present(frame("step 17"))
    #expect(terminal.receive().isEmpty)
    #expect(screen.statistics.lastFrameBytes == 0)
    screen.present(frame("step 18"))
    let output = terminal.receive()
    #expect(output.contains("8"))
    #expect(!output.contains("step"))
    #expect(output.utf8.count == screen.statistics.lastFrameBytes)
    #expect(screen.statistics.frames == 3)
  }

  @Test func `colours that take turns along every row are set once each`() throws {
    var screen = try Screen(options())
    let (red, green) = (Style(.indexed(160)), Style(.indexed(34)))
    func frame(_ text: String) -> Canvas {
      var canvas = Canvas(size: screen.size)
      for row in 0..<screen.size.rows {
        for column in 0..<screen.size.columns {
          canvas.write(
            text, at: Position(column: column, row: row),
            style: column / 10 % 2 == 0 ? red : green)
        }
      }
      return canvas
    }
    screen.present(frame("#"))
    _ = terminal.receive()
    screen.present(frame("%"))
    let output = terminal.receive()
    #expect(output.ranges(of: "38;5;160").count == 1)
    #expect(output.ranges(of: "38;5;34").count == 1)
    #expect(output.ranges(of: "%").count == screen.size.columns * screen.size.rows)
  }

  @Test func `wide and combined glyphs reach the terminal, controls do not`() throws {
    var screen = try Screen(options())
    _ = terminal.receive()
    screen.present(frame("日本 e\u{301} \u{1B}[31m"))
    let output = terminal.receive()
    #expect(output.contains("日本"))
    #expect(output.unicodeScalars.contains("\u{301}"))
    #expect(output.contains("␛"))
  }

  @Test func `a frame is sent whole while keys wait to be read`() throws {
    var screen = try Screen(options())
    screen.present(frame("step 17"))
    _ = terminal.receive()
    terminal.send("what was typed before")
    var next = frame("step 18")
    for row in 2..<10 {
      next.write("row \(row)", at: Position(column: 0, row: row), style: .plain)
    }
    screen.present(next)
    let output = terminal.receive()
    #expect(output.ranges(of: "row").count == 8)
  }

  @Test func `keys and the mouse come as events`() throws {
    var screen = try Screen(options())
    terminal.send("q\u{1B}[A\u{1B}[<0;3;4M")
    let events = screen.waitForEvents(timeout: .seconds(10))
    #expect(
      events == [
        .key(.character("q"), []), .key(.up, []),
        .mouse(MouseEvent(.press(.left), at: Position(column: 2, row: 3))),
      ])
    terminal.send("\u{1B}")
    #expect(screen.waitForEvents(timeout: .seconds(10)) == [.key(.escape, [])])
    terminal.send("\u{13}")
    #expect(
      screen.waitForEvents(timeout: .seconds(10)).first == .key(.character("s"), .control))
  }

  @Test func `a wait ends at its time, and at once when woken`() throws {
    var screen = try Screen(options())
    #expect(screen.waitForEvents(timeout: .zero).isEmpty)
    #expect(screen.waitForEvents(timeout: .milliseconds(1)).isEmpty)
    screen.waker.wake()
    #expect(screen.waitForEvents().isEmpty)
  }

  @Test(arguments: [(SIGINT, QuitReason.interrupt), (SIGTERM, .terminate), (SIGHUP, .hangup)])
  func `a signal that asks to quit is an event`(signal: Int32, reason: QuitReason) throws {
    // Tests that are started in the background, or to outlive their terminal, ignore it.
    let before = Glibc.signal(signal, SIG_DFL)
    defer { _ = Glibc.signal(signal, before) }
    var screen = try Screen(options())
    for _ in 0..<3 {
      kill(getpid(), signal)
      #expect(screen.waitForEvents(timeout: .seconds(10)) == [.quit(reason)])
    }
  }

  @Test func `a new size is an event, and the next frame is drawn in full`() throws {
    var screen = try Screen(options())
    screen.present(frame("tandem"))
    terminal.resize(to: Size(columns: 60, rows: 12))
    kill(getpid(), SIGWINCH)
    let size = Size(columns: 60, rows: 12)
    #expect(screen.waitForEvents(timeout: .seconds(10)) == [.resize(size)])
    #expect(screen.size == size)
    _ = terminal.receive()
    screen.present(frame("tandem", size: size))
    #expect(terminal.receive().contains("tandem"))
  }

  @Test func `frames of any size are taken`() throws {
    var screen = try Screen(options())
    for size in [Size.zero, Size(columns: 1, rows: 1), Size(columns: 100, rows: 50)] {
      screen.present(frame("日本日本", size: size))
      #expect(terminal.receive().contains("日本日本") == (size.columns > 8))
    }
  }

  @Test func `a terminal that takes nothing holds up nothing`() throws {
    var screen = try Screen(options())
    var random = Dice(state: 1)
    for _ in 0..<60 {
      var canvas = Canvas(size: Size(columns: 40, rows: 10))
      for row in 0..<10 {
        for column in 0..<40 {
          let colour = RGB(UInt32(random.int(in: 0...0xFFFFFF))).colour
          canvas.put("#", at: Position(column: column, row: row), style: Style(colour))
        }
      }
      screen.present(canvas)
    }
    #expect(screen.statistics.droppedFrames > 0)
    screen.present(frame("the newest"))
    var output = ""
    // Each turn empties the terminal, so that it takes more; the newest frame comes last.
    for _ in 0..<200 where !output.contains("newest") {
      output += terminal.receive()
      _ = screen.waitForEvents(timeout: .zero)
    }
    #expect(output.contains("newest"))
  }

  @Test func `without colours no colour is sent`() throws {
    unsafe setenv("NO_COLOR", "1", 1)
    defer { unsafe unsetenv("NO_COLOR") }
    var screen = try Screen(options())
    #expect(screen.depth == .none)
    screen.present(frame("tandem"))
    #expect(!terminal.receive().contains("38;5;"))
  }

  @Test func `colours are exact where the environment says they can be`() throws {
    unsafe setenv("COLORTERM", "truecolor", 1)
    defer { unsafe unsetenv("COLORTERM") }
    let before = unsafe getenv("TERMINFO").map { unsafe String(cString: $0) }
    var screen = try Screen(options())
    #expect(screen.depth == .direct)
    screen.present(frame("tandem"))
    #expect(terminal.receive().contains("38;2;0;255;0m"))
    #expect(unsafe getenv("TERMINFO").map { unsafe String(cString: $0) } == before)
  }

  @Test func `a terminal that cannot be used is an error, and left alone`() {
    let before = terminal.settings
    #expect(throws: TerminalError.unknownType("no-such-terminal")) {
      _ = try Screen(options("no-such-terminal"))
    }
    #expect(throws: TerminalError.tooSimple("dumb")) { _ = try Screen(options("dumb")) }
    #expect(throws: TerminalError.noType) { _ = try Screen(options("")) }
    #expect(throws: TerminalError.notATerminal) {
      var ends: [Int32] = [0, 0]
      _ = unsafe pipe(&ends)
      _ = try Screen(ScreenOptions(input: ends[0], output: ends[1]))
    }
    #expect(terminal.settings == before)
    #expect(terminal.receive().isEmpty)
  }

  @Test func `there is one screen at a time, and another one after it`() throws {
    do {
      let screen = try Screen(options())
      #expect(throws: TerminalError.taken) { _ = try Screen(options()) }
      #expect(screen.size.columns == 40)
    }
    let screen = try Screen(options("linux"))
    #expect(screen.depth == .eight)
  }
}
