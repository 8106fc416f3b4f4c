import CNcurses
import Glibc

/// A small parent that gives the terminal back even if the program is killed by SIGKILL.
///
/// It sleeps in the kernel until the program ends or stops, does likewise, and passes on the signals
/// that are sent to it, so that a shell sees no difference.
public enum TerminalGuard {
  /// Puts the guard in place: from here on this program runs as its child.
  ///
  /// Without a terminal, or where the system refuses, the program goes on by itself.
  ///
  /// - Precondition: The process has only one thread.
  public static func start(output: Int32 = 1) {
    guard isatty(output) == 1 else { return }
    _ = cn_guard_watch(output)
  }
}
