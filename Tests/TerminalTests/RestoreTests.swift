import Canvas
import Glibc
import Testing

@testable import Terminal

/// Ways to die with the terminal taken; each in a process of its own.
@Suite(.serialized)
struct RestoreTests {
  private let terminal: PseudoTerminal
  private let before: TerminalModes?

  init() throws {
    terminal = try #require(PseudoTerminal())
    before = terminal.settings
  }

  /// Takes the terminal of a name and draws on it, then does something with the screen.
  @MainActor
  private static func take(
    _ path: String, then end: @MainActor (inout Screen) -> Void = { _ in }
  ) throws {
    let inner = unsafe open(path, O_RDWR | O_NOCTTY)
    var screen = try Screen(
      ScreenOptions(input: inner, output: inner, type: "xterm-256color", glyphs: .unicode))
    var canvas = Canvas(size: screen.size)
    canvas.write("taken", at: Position(column: 0, row: 0))
    screen.present(canvas)
    end(&screen)
  }

  @MainActor
  private static func stop(_ screen: inout Screen) {
    let helper = continueWhenStopped()
    kill(getpid(), SIGTSTP)
    let events = screen.waitForEvents(timeout: .seconds(30))
    precondition(events == [.resize(Size(columns: 40, rows: 10))], "\(events)")
    var canvas = Canvas(size: screen.size)
    canvas.write("again", at: Position(column: 0, row: 0))
    screen.present(canvas)
    kill(helper, SIGKILL)
  }

  /// Sends a signal, sees that it came, and sends it again, which is the end.
  private static func signalTwice(_ signal: Int32, _ pipe: Int32) {
    kill(getpid(), signal)
    var place = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
    precondition(unsafe poll(&place, 1, 30_000) == 1)
    kill(getpid(), signal)
    poll(nil, 0, 30_000)
  }

  private static func trap(_ size: Size) {
    precondition(size.columns < 0, "a caller's mistake")
  }

  private func expectRestored() {
    let output = terminal.receive()
    #expect(output.contains("taken"))
    #expect(output.hasSuffix("\u{1B}[?1049l\u{1B}[23;0;0t"))
    #expect(terminal.settings == before)
  }

  @Test func `the end of a scope gives the terminal back`() async {
    await #expect(processExitsWith: .success) { [path = terminal.path as String] in
      try await Self.take(path)
    }
    expectRestored()
  }

  @Test func `a trap gives the terminal back`() async {
    await #expect(processExitsWith: .signal(SIGILL)) { [path = terminal.path as String] in
      try await Self.take(path) { screen in Self.trap(screen.size) }
    }
    expectRestored()
  }

  @Test func `a fault gives the terminal back`() async {
    await #expect(processExitsWith: .signal(SIGSEGV)) { [path = terminal.path as String] in
      try await Self.take(path) { _ in
        // An address nothing is ever mapped at.
        unsafe UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
      }
    }
    expectRestored()
  }

  @Test(arguments: [
    SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGTRAP, SIGILL, SIGXCPU, SIGUSR1, SIGALRM, SIGPIPE,
  ])
  func `a fatal signal gives the terminal back`(signal: Int32) async {
    await #expect(processExitsWith: .signal(signal)) {
      [path = terminal.path as String, signal = signal as Int32] in
      try await Self.take(path) { _ in
        // Threads of the test runner hold back this one, which abort() knows how to send.
        if signal == SIGABRT { abort() }
        var only = sigset_t()
        unsafe sigemptyset(&only)
        unsafe sigaddset(&only, signal)
        unsafe pthread_sigmask(SIG_UNBLOCK, &only, nil)
        raise(signal)
      }
    }
    expectRestored()
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func `a program that does not answer is ended by the second signal`(signal: Int32) async {
    await #expect(processExitsWith: .signal(signal)) {
      [path = terminal.path as String, signal = signal as Int32] in
      try await Self.take(path) { screen in
        Self.signalTwice(signal, screen.signals)
      }
    }
    expectRestored()
  }

  @Test func `last words come after the terminal is given back`() async {
    await #expect(processExitsWith: .signal(SIGSEGV)) { [path = terminal.path as String] in
      let inner = unsafe open(path, O_RDWR | O_NOCTTY)
      dup2(inner, STDERR_FILENO)
      try await Self.take(path) { _ in
        let words = Array("why it died\n".utf8)
        _ = unsafe write(STDERR_FILENO, words, words.count)
        raise(SIGSEGV)
      }
    }
    let output = terminal.receive()
    #expect(output.hasSuffix("\u{1B}[?1049l\u{1B}[23;0;0twhy it died\r\n"))
    #expect(terminal.settings == before)
  }

  @Test func `a stopped program gives the terminal back and takes it again`() async {
    await #expect(processExitsWith: .success) { [path = terminal.path as String] in
      try await Self.take(path) { screen in Self.stop(&screen) }
    }
    let output = terminal.receive()
    let parts = output.split(separator: "\u{1B}[?1049h").map(String.init)
    #expect(
      parts.dropFirst().first?.contains("\u{1B}[?1049l") ?? parts.first?.contains("taken") == true)
    #expect(parts.last?.contains("again") == true)
    #expect(output.hasSuffix("\u{1B}[?1049l\u{1B}[23;0;0t"))
    #expect(terminal.settings == before)
  }

  /// Starts a process that lets this one go on once it has stopped.
  ///
  /// Without a shell that could do so the system does not stop it at all, and nothing is to be
  /// done.
  private static func continueWhenStopped() -> pid_t {
    let script = """
      while kill -0 \(getpid()); do
        case "$(sed 's/.*) //' /proc/\(getpid())/stat)" in T*) kill -CONT \(getpid()); exit;; esac
      done
      """
    let arguments = ["sh", "-c", script]
    var pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var child: pid_t = 0
    unsafe posix_spawn(&child, "/bin/sh", nil, nil, &pointers, nil)
    unsafe pointers.forEach { unsafe free($0) }
    return child
  }
}
