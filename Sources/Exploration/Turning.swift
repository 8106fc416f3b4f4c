/// What came of turning a knob.
public enum Turning: Hashable, Sendable {
  /// It was turned.
  case turned
  /// It stood so already, and nothing was done.
  case unchanged
  /// It cannot be turned so, for the reason given, and nothing was done.
  case refused(String)
}
