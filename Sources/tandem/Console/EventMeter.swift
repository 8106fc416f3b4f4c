/// How many events are simulated a second of the wall, over the last second or so.
struct EventMeter {
  private var last: UInt64?
  private(set) var rate: Double?

  /// Notes the count of events after some time has passed.
  mutating func note(events: UInt64, seconds: Double) {
    defer { last = events }
    guard let last, events >= last, seconds > 0 else { return }
    let now = Double(events - last) / seconds
    rate = rate.map { $0 + (now - $0) * min(1, seconds) } ?? now
  }
}
