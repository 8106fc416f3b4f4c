import Quantities

/// A quantity over time, of bounded size: when full, neighbours are merged two by two.
///
/// Each bucket holds the mean over its span, weighted by time, so that halving the resolution changes
/// no average. Values hold from the time they are set until the next.
public struct Series: Hashable, Sendable {
  /// The span of one bucket.
  public private(set) var bucket: SimDuration
  /// Means over the buckets that are complete, from the start of the run.
  public private(set) var means: [Double] = []
  private var value: Double = 0
  /// The value that holds now.
  public var current: Double { value }
  private var area: Double = 0
  private var last: SimTime = .zero
  private let limit: Int

  /// Makes an empty series.
  ///
  /// - Precondition: the limit is even and positive.
  public init(bucket: SimDuration = .seconds(1), limit: Int = 4096) {
    precondition(limit > 0 && limit.isMultiple(of: 2), "a series of \(limit) cannot be halved")
    self.bucket = bucket
    self.limit = limit
  }

  /// Sets the value that holds from a time on.
  ///
  /// - Complexity: O(buckets passed)
  public mutating func set(_ value: Double, at time: SimTime) {
    advance(to: time)
    self.value = value
  }

  /// Lets the present value hold up to a time.
  public mutating func advance(to time: SimTime) {
    while true {
      // A bucket that would end after all times never does.
      let end = Int64(means.count + 1).multipliedReportingOverflow(by: bucket.nanoseconds)
      guard !end.overflow, time.nanoseconds >= end.partialValue else { break }
      let close = SimTime(nanoseconds: end.partialValue)
      area += value * (close - last).seconds
      means.append(area / bucket.seconds)
      area = 0
      last = close
      if means.count == limit { halve() }
    }
    if time > last {
      area += value * (time - last).seconds
      last = time
    }
  }

  private mutating func halve() {
    var merged: [Double] = []
    merged.reserveCapacity(limit)
    for index in stride(from: 0, to: means.count, by: 2) {
      merged.append((means[index] + means[index + 1]) / 2)
    }
    means = merged
    bucket = bucket + bucket
  }
}
