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

  /// Opens the terminal behind a descriptor a second time.
  init(to output: Int32) throws(TerminalError) {
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

  /// Makes what is written to a descriptor come here.
  func divert(_ descriptor: Int32) -> Bool {
    dup2(memory, descriptor) >= 0
  }

  /// Adds bytes behind those that wait.
  mutating func append(_ bytes: [UInt8]) {
    waiting += bytes
  }

  /// Takes over what curses wrote, and returns how many bytes that is.
  mutating func collect() -> Int {
    let count = Int(lseek(memory, 0, SEEK_CUR))
    guard count > 0 else { return 0 }
    var bytes = [UInt8](repeating: 0, count: count)
    bytes.removeLast(count - max(0, unsafe pread(memory, &bytes, count, 0)))
    ftruncate(memory, 0)
    lseek(memory, 0, SEEK_SET)
    waiting += bytes
    return bytes.count
  }

  /// Sends as much as the terminal takes without waiting.
  mutating func send() {
    while sent < waiting.count {
      let written = unsafe waiting.withUnsafeBytes { buffer in
        unsafe write(
          terminal, buffer.baseAddress.map { unsafe $0 + sent }, min(buffer.count - sent, 4096))
      }
      if written > 0 {
        sent += written
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
    waiting.removeAll(keepingCapacity: true)
    sent = 0
  }
}
