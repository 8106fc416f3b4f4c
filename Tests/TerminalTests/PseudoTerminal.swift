import Canvas
import Glibc

@testable import Terminal

/// A terminal whose other end the test holds.
final class PseudoTerminal {
  /// The end the program under test would have.
  let inner: Int32
  /// Its name, for another process to open.
  let path: String

  private let outer: Int32

  // TIOCSPTLCK and TIOCGPTN of Linux's ioctls.h, macros Swift does not import.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  init?(_ size: Size = Size(columns: 40, rows: 10)) {
    outer = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: Int32 = -1
    guard outer >= 0, unsafe ioctl(outer, Self.setLock, &isLocked) == 0,
      unsafe ioctl(outer, Self.getNumber, &number) == 0
    else { return nil }
    path = "/dev/pts/\(number)"
    inner = unsafe open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard inner >= 0 else { return nil }
    resize(to: size)
  }

  deinit {
    close(inner)
    close(outer)
  }

  func resize(to size: Size) {
    var window = winsize(
      ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(outer, UInt(TIOCSWINSZ), &window)
  }

  /// Types.
  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe write(outer, bytes, bytes.count)
  }

  /// Returns what was written to the terminal and not yet received.
  func receive() -> String {
    var all: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = unsafe read(outer, &bytes, bytes.count)
      guard count > 0 else { break }
      all += bytes.prefix(count)
    }
    return String(decoding: all, as: UTF8.self)
  }

  /// The line settings.
  var settings: TerminalModes? { TerminalModes(of: inner) }
}
