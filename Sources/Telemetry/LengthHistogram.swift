/// How many samples ended at which length: the tail of a rollout, counted in equal bins.
public struct LengthHistogram: Hashable, Sendable {
  /// Bins that lengths are counted in.
  public static let binCount = 64

  /// Tokens of one bin.
  public let width: Int
  /// Samples by bin; what is longer than all bins is counted in the last.
  public private(set) var counts: [Int]
  /// Samples in all.
  public private(set) var samples = 0
  /// Their response tokens in all.
  public private(set) var tokens = 0
  /// The longest, in response tokens.
  public private(set) var longest = 0

  /// Makes an empty histogram for lengths up to a cap.
  public init(cap: Int) {
    width = max(1, (cap + Self.binCount - 1) / Self.binCount)
    counts = Array(repeating: 0, count: Self.binCount)
  }

  /// Counts a sample of so many response tokens.
  public mutating func add(_ length: Int) {
    counts[min(max(0, length - 1) / width, Self.binCount - 1)] += 1
    samples += 1
    tokens += length
    longest = max(longest, length)
  }

  /// The mean length in tokens; 0 without samples.
  public var mean: Double { samples > 0 ? Double(tokens) / Double(samples) : 0 }

  /// The length that a share of the samples does not exceed, to the end of a bin, or to the longest.
  ///
  /// - Complexity: O(bins)
  public func quantile(_ share: Double) -> Int {
    var left = Int((Double(samples) * min(max(share, 0), 1)).rounded(.up))
    for (bin, count) in counts.enumerated() {
      left -= count
      if left <= 0 { return min((bin + 1) * width, longest) }
    }
    return longest
  }
}
