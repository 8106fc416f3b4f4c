import Quantities
import Telemetry

extension Telemetry.Series {
  /// Returns the means over equal stretches of a window, one for each of `count` columns.
  ///
  /// What lies after `now` is not a number. The bucket that is not complete yet takes the value given.
  func sampled(_ window: TimeWindow, count: Int, now: Double, current: Double) -> [Double] {
    guard count > 0 else { return [] }
    let width = bucket.seconds
    let step = window.length / Double(count)
    let means = means
    return (0..<count).map { column in
      let from = window.start + Double(column) * step
      guard from < now, from >= 0 else { return .nan }
      let first = Int(from / width)
      let last = max(first + 1, Int(min(from + step, now) / width))
      guard first < means.count else { return current }
      let end = min(last, means.count)
      var sum = 0.0
      for index in first..<end { sum += means[index] }
      return sum / Double(end - first)
    }
  }
}
