import CNcurses

/// Ends the wait of a ``Screen`` from another thread, such as when there is something new to draw.
public struct Waker: Sendable {
  /// Makes the current or the next wait end at once.
  ///
  /// Any thread may call it at any time, even with no screen left.
  public func wake() {
    cn_guard_wake()
  }
}
