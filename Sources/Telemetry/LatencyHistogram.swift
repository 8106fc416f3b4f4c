import Quantities

/// How long many things took, in a few thousand counters however many there were.
///
/// Buckets are linear inside each power of two, 128 of them, so that a quantile is told within 0.8 % of
/// its value (the layout of G. Tene's HdrHistogram). Mean, smallest and largest are exact.
public struct LatencyHistogram: Hashable, Sendable {
  /// How many there were.
  public private(set) var count = 0
  private var sum: Int128 = 0
  private var least: Int64 = .max
  private var most: Int64 = 0
  private var buckets: [UInt32] = []

  private static let subBits = 7

  /// Makes an empty histogram.
  public init() {}

  /// Counts a duration; a negative one counts as none.
  public mutating func add(_ duration: SimDuration) {
    let value = max(0, duration.nanoseconds)
    let index = Self.index(of: value)
    if index >= buckets.count {
      buckets += Array(repeating: 0, count: index + 1 - buckets.count)
    }
    buckets[index] += 1
    count += 1
    sum += Int128(value)
    least = min(least, value)
    most = max(most, value)
  }

  /// The sum of all durations, in seconds.
  public var total: Double { Double(sum) / 1e9 }

  /// The mean; zero where there are none.
  public var mean: Seconds { Seconds(count > 0 ? total / Double(count) : 0) }

  /// The longest.
  public var longest: Seconds { Seconds(Double(most) / 1e9) }

  /// The duration that a share of all, 0…1, does not exceed; zero where there are none.
  ///
  /// - Complexity: O(buckets)
  public func quantile(_ share: Double) -> Seconds {
    guard count > 0 else { return .zero }
    let rank = min(count, max(1, Int((share * Double(count)).rounded(.up))))
    var seen = 0
    for (index, bucket) in buckets.enumerated() where bucket > 0 {
      guard seen + Int(bucket) >= rank else {
        seen += Int(bucket)
        continue
      }
      let (lower, width) = Self.range(of: index)
      let inside = (Double(rank - seen) - 0.5) / Double(bucket)
      let value = Double(lower) + Double(width) * inside
      return Seconds(min(Double(most), max(Double(least), value)) / 1e9)
    }
    return longest
  }

  private static func index(of value: Int64) -> Int {
    guard value >= 1 << (subBits + 1) else { return Int(value) }
    let shift = 63 - value.leadingZeroBitCount - subBits
    return (shift << subBits) + Int(value >> Int64(shift))
  }

  private static func range(of index: Int) -> (lower: Int64, width: Int64) {
    guard index >= 1 << (subBits + 1) else { return (Int64(index), 1) }
    let shift = (index >> subBits) - 1
    let mantissa = Int64(index - (shift << subBits))
    return (mantissa << Int64(shift), 1 << Int64(shift))
  }
}
