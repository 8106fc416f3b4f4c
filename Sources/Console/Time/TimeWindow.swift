import Quantities
import Telemetry

/// The stretch of the run that a timeline or a chart shows.
///
/// It moves on by eighths of its length, not with every frame: what has been drawn stays where it is,
/// and few cells are sent to the terminal.
struct TimeWindow: Hashable, Sendable {
  /// Where it starts, in seconds.
  let start: Double
  /// Where it ends, in seconds.
  let end: Double

  /// Makes the window that shows about so many of the latest steps and now.
  init(steps count: Double, of state: ClusterState, now: SimTime) {
    let recent = state.steps.suffix(4)
    let now = now.seconds
    let elapsed = now - (state.steps.last?.end.seconds ?? 0)
    let known = recent.map(\.duration.seconds).reduce(0, +)
    let mean = recent.isEmpty ? max(elapsed, 60) : known / Double(recent.count)
    // A young run is not drawn into a corner of a window that it fills much later.
    let wanted = min(max(mean, 1e-3) * max(1, count), max(now * 1.1, mean * 2))
    let length = Self.round(wanted)
    let grain = length / 8
    let last = ((now / grain).rounded(.down) + 1) * grain
    end = max(last, length)
    start = end - length
  }

  /// Makes a window of a given length.
  init(start: Double, length: Double) {
    self.start = start
    end = start + max(length, 1e-3)
  }

  var length: Double { end - start }
  var range: ClosedRange<Double> { start...end }

  /// Whether a stretch of time can be seen.
  func shows(from: Double, to: Double) -> Bool { to > start && from < end }

  /// The column, of so many, in which a time falls; may lie outside.
  func column(of time: Double, columns: Int) -> Int {
    let place = (time - start) / length * Double(columns)
    return Int(min(max(place, -1), Double(columns) + 1).rounded(.down))
  }

  /// Times to write below an axis: about one every so many columns, at round times.
  func marks(columns: Int, every least: Int) -> [Double] {
    let step = Self.round(length * Double(least) / Double(max(1, columns)))
    var mark = (start / step).rounded(.up) * step
    var marks: [Double] = []
    while mark < end, marks.count < 64 {
      marks.append(mark)
      mark += step
    }
    return marks
  }

  /// The next round length of time.
  private static func round(_ seconds: Double) -> Double {
    let lengths: [Double] = [
      1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 2400, 3600, 5400, 7200,
      10800, 14400, 21600, 28800, 43200, 86400,
    ]
    if let length = lengths.first(where: { $0 >= seconds }) { return length }
    return (seconds / 86400).rounded(.up) * 86400
  }
}
