/// A span of time as the cost model reckons it: real seconds.
///
/// The cost model adds, scales and compares real seconds; the simulation rounds each finished result
/// once, to whole nanoseconds (`SimDuration`).
public struct Seconds: Quantity {
  /// The number of seconds.
  public let value: Double

  /// Makes a span of so many seconds.
  public init(_ value: Double) {
    self.value = value
  }

  /// A span in microseconds.
  public static func micro(_ value: Double) -> Seconds { Seconds(value * 1e-6) }

  /// A span in milliseconds.
  public static func milli(_ value: Double) -> Seconds { Seconds(value * 1e-3) }

  /// The number without its unit.
  public var number: Double { value }

  /// Makes an amount from a number without its unit.
  public init(number: Double) { self.init(number) }
}
