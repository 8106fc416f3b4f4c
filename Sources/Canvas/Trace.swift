/// Where a curve passes, column of dots by column of dots.
struct Trace {
  /// What a curve does within one column of dots; rows count from the top and may be outside.
  struct Stroke {
    var first, last, top, bottom: Int

    init(_ y: Int) {
      (first, last, top, bottom) = (y, y, y, y)
    }

    mutating func reach(_ y: Int) {
      last = y
      top = min(top, y)
      bottom = max(bottom, y)
    }
  }

  /// One for each column of dots, `nil` where there is no curve.
  private(set) var strokes: [Stroke?]

  private let height: Int
  private let window: ClosedRange<Double>
  private let scale: AxisScale

  init(width: Int, height: Int, window: ClosedRange<Double>, scale: AxisScale) {
    strokes = Array(repeating: nil, count: width)
    self.height = height
    self.window = window
    self.scale = scale
  }

  /// Follows a curve from point to point.
  mutating func follow(_ points: [Curve.Point]) {
    var previous: (x: Double, y: Double)?
    for point in points {
      guard point.x.isFinite, point.y.isFinite else {
        previous = nil
        continue
      }
      let next = place(point)
      if let previous, next.x >= previous.x {
        join(previous, next)
      } else {
        touch(next)
      }
      previous = next
    }
  }

  /// Returns a point in dots, which may be outside.
  private func place(_ point: Curve.Point) -> (x: Double, y: Double) {
    let across =
      (point.x - window.lowerBound) / (window.upperBound - window.lowerBound)
      * Double(strokes.count - 1)
    let down = (1 - scale.share(of: point.y)) * Double(height - 1)
    // Far outside is outside, and stays within what an integer holds.
    return (min(max(across, -1e9), 1e9), min(max(down, -1e6), 1e6))
  }

  private mutating func join(_ start: (x: Double, y: Double), _ end: (x: Double, y: Double)) {
    touch(start)
    let first = max(Int(start.x.rounded()) + 1, 0)
    let last = min(Int(end.x.rounded()) - 1, strokes.count - 1)
    if first <= last {
      let slope = (end.y - start.y) / (end.x - start.x)
      for x in first...last {
        touch((Double(x), start.y + (Double(x) - start.x) * slope))
      }
    }
    touch(end)
  }

  private mutating func touch(_ place: (x: Double, y: Double)) {
    let x = Int(place.x.rounded())
    guard strokes.indices.contains(x) else { return }
    let y = Int(place.y.rounded())
    if strokes[x] == nil {
      strokes[x] = Stroke(y)
    } else {
      strokes[x]?.reach(y)
    }
  }
}
