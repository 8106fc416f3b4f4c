/// How fast bytes may go out: in no quarter of a second more than a quarter of a second's worth.
///
/// So no longer window holds more than its share either, wherever it begins. Times are handed in, so
/// that it can be tested without a clock.
struct OutputPace {
  /// Bytes a second.
  let rate: Int
  /// What went out within the last window, oldest first.
  private var spent: [(time: ContinuousClock.Instant, bytes: Int)] = []
  private var last: ContinuousClock.Instant

  private static let window = Duration.milliseconds(250)

  /// Makes a pace that starts with a full allowance.
  ///
  /// - Precondition: The rate is above 0.
  init(bytesPerSecond rate: Int, now: ContinuousClock.Instant) {
    precondition(rate > 0, "a pace of \(rate) bytes a second never gets anywhere")
    self.rate = rate
    last = now
  }

  /// Returns how many bytes may go out now.
  mutating func grant(now: ContinuousClock.Instant) -> Int {
    last = max(last, now)
    spent.removeAll { last - $0.time > Self.window }
    return max(0, share - spent.reduce(0) { $0 + $1.bytes })
  }

  /// Notes that bytes went out, at the time of the last grant.
  mutating func spend(_ bytes: Int) { spent.append((last, bytes)) }

  /// Returns how long to wait until it is worth sending again: half of a window's worth.
  func delay(now: ContinuousClock.Instant) -> Duration {
    var busy = spent.reduce(0) { $0 + $1.bytes }
    var free = now
    for (time, bytes) in spent where busy > share / 2 {
      busy -= bytes
      free = max(free, time + Self.window + .microseconds(1))
    }
    return free - now
  }

  /// What one window holds.
  private var share: Int { max(1, rate / 4) }
}
