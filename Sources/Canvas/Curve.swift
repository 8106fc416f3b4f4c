/// One line or area of a ``Chart``.
public struct Curve: Hashable, Sendable {
  /// How values are drawn.
  public enum Form: Hashable, Sendable {
    /// A line through the points.
    case line
    /// A line with gaps, which stays apart from others where there are no colours.
    case dashed
    /// Everything below the points.
    case area
  }

  /// One value.
  public struct Point: Hashable, Sendable {
    /// Where, along the chart's window.
    public var x: Double
    /// How much; what is not a finite number leaves a gap.
    public var y: Double

    /// Makes a point.
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The points, in the order of their `x`.
  public var points: [Point]
  /// How they are drawn.
  public var form: Form
  /// The colours from the bottom to the top row.
  public var ramp: Ramp
  /// What the colours are combined with.
  public var attributes: Attributes

  /// Makes a curve of points.
  public init(_ points: [Point], form: Form = .line, ramp: Ramp, attributes: Attributes = []) {
    self.points = points
    self.form = form
    self.ramp = ramp
    self.attributes = attributes
  }

  /// Makes a curve of values at 0, 1, 2 and so on.
  public init(
    values: [Double], form: Form = .line, ramp: Ramp, attributes: Attributes = []
  ) {
    self.init(
      values.enumerated().map { Point(Double($0.offset), $0.element) }, form: form, ramp: ramp,
      attributes: attributes)
  }

  /// Returns the dots of the curve on a grid.
  func dots(in size: Size, window: ClosedRange<Double>, scale: AxisScale) -> DotGrid {
    var grid = DotGrid(size: size)
    guard !size.isEmpty, window.upperBound > window.lowerBound else { return grid }
    var trace = Trace(width: grid.width, height: grid.height, window: window, scale: scale)
    trace.follow(points)
    var previous: Int?
    for (x, stroke) in trace.strokes.enumerated() {
      guard let stroke else {
        previous = nil
        continue
      }
      switch form {
      case .area:
        grid.setColumn(x: x, from: max(0, stroke.top), to: grid.height - 1)
      case .line, .dashed:
        guard form == .line || x % 3 < 2 else { break }
        grid.setColumn(x: x, from: stroke.top, to: stroke.bottom)
        // The column before may have ended far away: climb from it, within this one.
        if let previous, abs(previous - stroke.first) > 1, form == .line {
          let near = previous < stroke.first ? previous + 1 : previous - 1
          grid.setColumn(x: x, from: near, to: stroke.first)
        }
      }
      previous = stroke.last
    }
    return grid
  }
}
