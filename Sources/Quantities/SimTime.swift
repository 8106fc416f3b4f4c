/// An instant of simulated time: whole nanoseconds since the start of the run.
///
/// Integers, so that the order of two instants never depends on rounding; signed, so that a
/// difference can be negative. The range is 292 years.
public struct SimTime: Hashable, Comparable, Sendable {
  /// The nanoseconds since the start of the run.
  public let nanoseconds: Int64

  /// Makes the instant so many nanoseconds after the start of the run.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The start of the run.
  public static let zero = SimTime(nanoseconds: 0)

  /// The last instant that can be told, after every event.
  public static let distantFuture = SimTime(nanoseconds: .max)

  /// The last instant of a simulation, just short of the longest span, 36 years: what takes as long as
  /// that never ends, and spans that are added to earlier instants stay in range.
  public static let last = SimTime(nanoseconds: SimDuration.longest.nanoseconds - 1)

  /// The instant so many real seconds after the start, rounded to whole nanoseconds.
  public static func seconds(_ seconds: Double) -> SimTime {
    SimTime(nanoseconds: SimDuration.seconds(seconds).nanoseconds)
  }

  /// The instant in seconds since the start of the run.
  public var seconds: Double { Double(nanoseconds) / 1e9 }

  /// Tells whether one instant is before another.
  public static func < (lhs: SimTime, rhs: SimTime) -> Bool { lhs.nanoseconds < rhs.nanoseconds }

  /// The instant a span later.
  ///
  /// - Precondition: the sum stays within the range of simulated time.
  public static func + (lhs: SimTime, rhs: SimDuration) -> SimTime {
    SimTime(nanoseconds: lhs.nanoseconds + rhs.nanoseconds)
  }

  /// The instant a span earlier.
  public static func - (lhs: SimTime, rhs: SimDuration) -> SimTime {
    SimTime(nanoseconds: lhs.nanoseconds - rhs.nanoseconds)
  }

  /// The span between two instants.
  public static func - (lhs: SimTime, rhs: SimTime) -> SimDuration {
    SimDuration(nanoseconds: lhs.nanoseconds - rhs.nanoseconds)
  }
}
