import CNcurses
import Glibc

/// The way to the terminal: never waits, and counts.
///
/// Curses writes into a file in memory. From there bytes go to the terminal as fast as it takes
/// them, so that a slow one holds up nothing.
struct TerminalOutput: ~Copyable {
  /// The terminal, opened anew so that not waiting is a property of this way only.
  let terminal: Int32

  private let memory: Int32
  private var waiting: [UInt8] = []
  private var sent = 0
  private var pace: OutputPace?
  /// Shortens what curses wrote, on terminals whose styles it understands.
  private var filter: StyleFilter?

  /// Opens the terminal behind a descriptor a second time.
  ///
  /// - Parameters:
  ///   - output: The descriptor.
  ///   - bytesPerSecond: How much is sent at most; as much as the terminal takes unless told.
  /// - Throws: ``TerminalError`` for what the system refuses.
  init(to output: Int32, bytesPerSecond: Int? = nil) throws(TerminalError) {
    pace = bytesPerSecond.map { OutputPace(bytesPerSecond: $0, now: .now) }
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe ttyname_r(output, &name, name.count) == 0 else {
      throw .refused(what: "finding the terminal's name", code: errno)
    }
    let again = unsafe open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    let terminal = again >= 0 ? again : fcntl(output, F_DUPFD_CLOEXEC, 3)
    guard terminal >= 0 else { throw .refused(what: "opening the terminal", code: errno) }
    let memory = cn_memory_file()
    guard memory >= 0 else {
      let code = errno
      close(terminal)
      throw .refused(what: "making room for a frame", code: code)
    }
    self.terminal = terminal
    self.memory = memory
  }

  deinit {
    close(memory)
    close(terminal)
  }

  /// Whether the terminal has taken everything.
  var isIdle: Bool { sent == waiting.count }

  /// Whether only so many bytes a second may be sent.
  var isPaced: Bool { pace != nil }

  /// How long nothing may be sent, to keep the pace; zero if something may.
  var pause: Duration { isIdle ? .zero : pace?.delay(now: .now) ?? .zero }

  /// Makes what is written to a descriptor come here.
  func divert(_ descriptor: Int32) -> Bool {
    dup2(memory, descriptor) >= 0
  }

  /// Leaves out of what curses writes what sets a style anew that is set already.
  mutating func shortenStyles() { filter = StyleFilter() }

  /// Adds bytes of our own behind those that wait.
  mutating func append(_ bytes: [UInt8]) {
    waiting += bytes
    filter?.forget()
  }

  /// Takes over what curses wrote, and returns how many bytes that is.
  mutating func collect() -> Int {
    let count = Int(lseek(memory, 0, SEEK_CUR))
    guard count > 0 else { return 0 }
    var bytes = [UInt8](repeating: 0, count: count)
    bytes.removeLast(count - max(0, unsafe pread(memory, &bytes, count, 0)))
    ftruncate(memory, 0)
    lseek(memory, 0, SEEK_SET)
    let shortened = filter?.filter(bytes) ?? bytes
    waiting += shortened
    return shortened.count
  }

  /// Sends as much as the terminal takes, and the pace grants, without waiting.
  mutating func send() {
    while sent < waiting.count {
      let most = min(waiting.count - sent, pace?.grant(now: .now) ?? .max, 4096)
      guard most > 0 else { return }
      let written = unsafe waiting.withUnsafeBytes { buffer in
        unsafe write(terminal, buffer.baseAddress.map { unsafe $0 + sent }, most)
      }
      if written > 0 {
        sent += written
        pace?.spend(written)
      } else if written == 0 || errno == EAGAIN {
        return
      } else if errno != EINTR {
        // The terminal is gone, and reading from it will say so.
        break
      }
    }
    waiting.removeAll(keepingCapacity: true)
    sent = 0
  }

  /// Forgets what waits.
  mutating func discard() {
    _ = collect()
    filter?.forget()
    waiting.removeAll(keepingCapacity: true)
    sent = 0
  }
}
