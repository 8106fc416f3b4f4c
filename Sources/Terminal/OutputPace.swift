/// How fast bytes may go out: so many a second, with a quarter of a second's worth at once.
///
/// A bucket of tokens. Times are handed in, so that it can be tested without a clock.
struct OutputPace {
  /// Bytes a second.
  let rate: Int
  private var allowance: Double
  private var last: ContinuousClock.Instant

  /// Makes a pace that starts with a full allowance.
  ///
  /// - Precondition: The rate is above 0.
  init(bytesPerSecond rate: Int, now: ContinuousClock.Instant) {
    precondition(rate > 0, "a pace of \(rate) bytes a second never gets anywhere")
    self.rate = rate
    last = now
    allowance = Double(rate) / 4
  }

  /// Returns how many bytes may go out now.
  mutating func grant(now: ContinuousClock.Instant) -> Int {
    let seconds = max(0, (now - last) / .seconds(1))
    last = max(last, now)
    allowance = min(allowance + seconds * Double(rate), Double(rate) / 4)
    return max(0, Int(allowance))
  }

  /// Notes that bytes went out.
  mutating func spend(_ bytes: Int) { allowance -= Double(bytes) }

  /// Returns how long to wait until it is worth sending again: an eighth of a second's worth.
  func delay(now: ContinuousClock.Instant) -> Duration {
    let there = allowance + (now - last) / .seconds(1) * Double(rate)
    let missing = Double(rate) / 8 - there
    return missing > 0 ? .seconds(missing / Double(rate)) : .zero
  }
}
