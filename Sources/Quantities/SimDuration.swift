/// A span of simulated time, in whole nanoseconds.
public struct SimDuration: Quantity {
  /// The number of nanoseconds.
  public let nanoseconds: Int64

  /// Makes a span of so many nanoseconds.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The longest span that is reckoned, 36 years: a simulation does not run beyond as much.
  public static let longest = SimDuration(nanoseconds: 1 << 60)

  /// Rounds a reckoned span to whole nanoseconds; what is beyond the longest counts as the longest.
  ///
  /// - Precondition: the span is finite.
  public init(_ seconds: Seconds) {
    precondition(seconds.value.isFinite, "a span of \(seconds.value) s")
    let most = Double(Self.longest.nanoseconds)
    nanoseconds = Int64(min(most, max(-most, seconds.value * 1e9)).rounded())
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
