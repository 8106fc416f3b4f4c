/// A span of simulated time, in whole nanoseconds.
public struct SimDuration: Quantity {
  /// The number of nanoseconds.
  public let nanoseconds: Int64

  /// Makes a span of so many nanoseconds.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// Rounds a reckoned span to whole nanoseconds.
  ///
  /// - Precondition: the span is finite and shorter than 292 years.
  public init(_ seconds: Seconds) {
    let nanoseconds = seconds.value * 1e9
    precondition(
      nanoseconds.magnitude < 0x1p63, "\(seconds.value) s are beyond the range of simulated time")
    self.nanoseconds = Int64(nanoseconds.rounded())
  }

  /// A span of real seconds, rounded to whole nanoseconds.
  public static func seconds(_ seconds: Double) -> SimDuration { SimDuration(Seconds(seconds)) }

  /// The span in seconds.
  public var seconds: Double { Double(nanoseconds) / 1e9 }

  /// The number without its unit.
  public var number: Int64 { nanoseconds }

  /// Makes an amount from a number without its unit.
  public init(number: Int64) { self.init(nanoseconds: number) }
}
