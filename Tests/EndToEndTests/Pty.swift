import Foundation

/// A program on a terminal whose other end the test holds: bytes in, bytes out, nothing between.
final class Pty {
  /// What the program wrote so far.
  private(set) var output: [UInt8] = []
  /// The program, or its guard.
  let process: pid_t

  private let outer: Int32
  private var status: Int32?

  // TIOCSPTLCK and TIOCGPTN of Linux's ioctls.h, macros Swift does not import.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430
  // POSIX_SPAWN_SETSID of spawn.h, which is declared for GNU programs only.
  private static let newSession: Int16 = 0x80

  /// Starts a program as the leader of a session of its own, on a terminal of a size.
  init(
    _ words: [String], columns: Int, rows: Int, environment: [String: String] = [:],
    directory: URL = Shell.root
  ) throws {
    outer = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: Int32 = -1
    guard outer >= 0, unsafe ioctl(outer, Self.setLock, &isLocked) == 0,
      unsafe ioctl(outer, Self.getNumber, &number) == 0
    else { throw POSIXError(.ENXIO) }
    Self.setSize(of: outer, columns, rows)
    process = try Self.spawn(words, on: "/dev/pts/\(number)", environment, directory)
  }

  deinit {
    if status == nil {
      kill(-process, SIGKILL)
      _ = try? end()
    }
    close(outer)
  }

  /// Types as much as the program is ready to take, and returns how much that was.
  func type(_ bytes: some Collection<UInt8>) -> Int {
    max(0, unsafe write(outer, Array(bytes), bytes.count))
  }

  /// Gives the terminal another size.
  func resize(columns: Int, rows: Int) { Self.setSize(of: outer, columns, rows) }

  /// Waits until the program wrote or can be written to, or for a second at most; takes what it wrote.
  ///
  /// - Returns: whether it wrote anything.
  @discardableResult
  func receive(orTakes isTyping: Bool = false, milliseconds: Int32 = 1000) -> Bool {
    var place = pollfd(
      fd: outer, events: Int16(POLLIN | (isTyping ? POLLOUT : 0)), revents: 0)
    _ = unsafe poll(&place, 1, milliseconds)
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = unsafe read(outer, &bytes, bytes.count)
    if count > 0 { output += bytes[..<count] }
    return count > 0
  }

  /// Reads until something is in the output.
  func wait(for text: String, seconds: Double = 30) throws {
    let wanted = Array(text.utf8)
    let end = ContinuousClock.now + .seconds(seconds)
    var seen = 0
    while ContinuousClock.now < end {
      receive()
      if output[seen...].firstRange(of: wanted) != nil { return }
      seen = max(0, output.count - wanted.count)
    }
    throw Tmux.Failure(description: "waited \(seconds) s for '\(text)'")
  }

  /// Reads until nothing more comes for a quarter of a second: a frame of a run that stands still.
  func settle() { while receive(milliseconds: 250) {} }

  /// Whether the program is still there.
  var isRunning: Bool {
    guard status == nil else { return false }
    var found: Int32 = 0
    guard unsafe waitpid(process, &found, WNOHANG) == process else { return true }
    status = found
    return false
  }

  /// Reads until the program ends, and returns its status as a shell has it.
  func end(seconds: Double = 30) throws -> Int32 {
    let end = ContinuousClock.now + .seconds(seconds)
    while isRunning {
      receive(milliseconds: 20)
      guard ContinuousClock.now < end else {
        throw Tmux.Failure(description: "the program did not end in \(seconds) s")
      }
    }
    let found = status ?? 0
    return found & 0x7F == 0 ? (found >> 8) & 0xFF : 128 + (found & 0x7F)
  }

  private static func setSize(of terminal: Int32, _ columns: Int, _ rows: Int) {
    var window = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(terminal, UInt(TIOCSWINSZ), &window)
  }

  /// The first to open a terminal in a session of its own is controlled by it.
  private static func spawn(
    _ words: [String], on terminal: String, _ environment: [String: String], _ directory: URL
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor in 0..<3 as Range<Int32> {
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, terminal, O_RDWR, 0)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe posix_spawnattr_setflags(&attributes, newSession)
    let settings = Shell.settings(
      // A crash is to be seen as one, not as a question of the backtracer's.
      ["TERM": "xterm-256color", "SWIFT_BACKTRACE": "enable=no"].merging(environment) { $1 })
    var pointers =
      unsafe (["env", "-i", "-C", directory.path(percentEncoded: false)] + settings + words).map {
        unsafe strdup($0)
      } + [nil]
    defer { unsafe pointers.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let code = unsafe posix_spawnp(&process, "env", &actions, &attributes, &pointers, environ)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    return process
  }
}
