/// The moment and the stretch of time that the timeline and all charts show.
struct TimeView: Hashable, Sendable {
  /// The moment that is marked in all of them, in seconds.
  var crosshair: Double?
  /// The stretch that was chosen; `nil` to follow the run.
  var chosen: TimeWindow?

  /// The shortest stretch that can be chosen, in seconds.
  static let shortest = 1.0

  /// Shows half or twice the time around a moment, which stays where it is on screen.
  mutating func zoom(in isIn: Bool, around moment: Double, from window: TimeWindow, end: Double) {
    let length = min(
      max(window.length * (isIn ? 0.5 : 2), Self.shortest), max(end * 1.25, Self.shortest))
    let share = window.length > 0 ? (moment - window.start) / window.length : 0.5
    show(from: moment - min(max(share, 0), 1) * length, length: length, end: end)
  }

  /// Shows an earlier or later stretch, by so many of its lengths.
  mutating func pan(by share: Double, from window: TimeWindow, end: Double) {
    show(from: window.start + share * window.length, length: window.length, end: end)
  }

  /// Marks a moment of the run, and brings it into the window.
  mutating func mark(_ moment: Double, in window: TimeWindow, end: Double) {
    let moment = min(max(moment, 0), end)
    crosshair = moment
    if moment < window.start {
      show(from: moment - window.length / 4, length: window.length, end: end)
    } else if moment > window.end {
      show(from: moment - window.length * 3 / 4, length: window.length, end: end)
    }
  }

  private mutating func show(from start: Double, length: Double, end: Double) {
    // Not before the run, and not so late that nothing is to be seen.
    let start = max(0, min(start, end - length / 8))
    chosen = TimeWindow(start: start, length: length)
  }
}
