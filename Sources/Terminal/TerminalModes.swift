import CNcurses
import Glibc

/// The line settings of a terminal: echo, line editing, what control characters do.
struct TerminalModes: Equatable {
  var settings: termios

  /// Reads the settings of a terminal, or fails with `nil`.
  init?(of terminal: Int32) {
    settings = termios()
    guard unsafe tcgetattr(terminal, &settings) == 0 else { return nil }
  }

  static func == (left: TerminalModes, right: TerminalModes) -> Bool {
    let (a, b) = (left.settings, right.settings)
    return (a.c_iflag, a.c_oflag, a.c_cflag, a.c_lflag) == (
      b.c_iflag, b.c_oflag, b.c_cflag, b.c_lflag
    )
  }

  /// Leaves Ctrl-S, Ctrl-Q, Ctrl-V and Ctrl-O to the program instead of the line discipline.
  mutating func freeControlKeys() {
    settings.c_iflag &= ~tcflag_t(IXON | IXOFF)
    settings.c_lflag &= ~tcflag_t(IEXTEN)
  }

  /// Gives a terminal these settings.
  func apply(to terminal: Int32) {
    var settings = settings
    _ = unsafe tcsetattr(terminal, TCSADRAIN, &settings)
  }
}
