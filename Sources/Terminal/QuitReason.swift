import Glibc

/// Why the outside asks a program to end.
public enum QuitReason: Hashable, Sendable {
  /// The user pressed Ctrl-C, or SIGINT came from elsewhere.
  case interrupt
  /// SIGTERM.
  case terminate
  /// SIGHUP, or the terminal is gone.
  case hangup
  /// The user pressed Ctrl-\, or SIGQUIT came from elsewhere.
  case quit

  init?(signal: Int32) {
    switch signal {
    case SIGINT: self = .interrupt
    case SIGTERM: self = .terminate
    case SIGHUP: self = .hangup
    case SIGQUIT: self = .quit
    default: return nil
    }
  }

  /// The signal's number; a shell reports 128 more for a program that ends by it.
  public var signal: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .hangup: SIGHUP
    case .quit: SIGQUIT
    }
  }
}
