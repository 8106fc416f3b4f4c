import Quantities

/// A role at work on a step: a bar of the timeline.
public struct Span: Hashable, Sendable {
  /// The role.
  public var role: Role
  /// The step it works on.
  public var step: Int
  /// When it began.
  public var start: SimTime
  /// When it ended; `nil` while it runs.
  public var end: SimTime?

  /// Makes a span.
  public init(role: Role, step: Int, start: SimTime, end: SimTime?) {
    self.role = role
    self.step = step
    self.start = start
    self.end = end
  }
}
