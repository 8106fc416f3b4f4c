/// Lines and areas over a window, with a scale.
///
/// Coloured by row, never by column: a chart that scrolls then sends few colours to the terminal.
public struct Chart: Hashable, Sendable {
  /// A label below a place of the window.
  public struct Mark: Hashable, Sendable {
    /// Where.
    public var x: Double
    /// What it says.
    public var label: String

    /// Makes a mark.
    public init(_ x: Double, _ label: String) {
      self.x = x
      self.label = label
    }
  }

  /// What to draw.
  ///
  /// Areas come first, then lines, each in this order, later ones on top.
  public var curves: [Curve]
  /// What the chart shows from its left to its right edge.
  public var window: ClosedRange<Double>
  /// What it shows from its bottom to its top.
  public var scale: AxisScale
  /// How the labels look that stand to the left; `nil` for no labels.
  public var axis: Style?
  /// What is written at the ticks instead of ``AxisScale/label(for:)``, lowest first.
  public var tickLabels: [String]?
  /// How the lines at the ticks look; `nil` for no lines.
  public var grid: Style?
  /// Labels below the chart; without any, no row is spent on them.
  public var marks: [Mark]
  /// Where a vertical line stands, and how it looks.
  public var crosshair: Crosshair?

  /// A vertical line through a chart.
  public struct Crosshair: Hashable, Sendable {
    /// Where it stands.
    public var x: Double
    /// How it looks; where the curve is, only its background shows.
    public var style: Style

    /// Makes a crosshair.
    public init(x: Double, style: Style) {
      self.x = x
      self.style = style
    }
  }

  /// Makes a chart.
  ///
  /// - Parameters:
  ///   - curves: What to draw.
  ///   - window: What it shows from left to right; all that the curves have unless told.
  ///   - scale: What it shows from bottom to top; a round scale over all values unless told.
  ///   - axis: How the labels at the left look; none unless told.
  public init(
    _ curves: [Curve], window: ClosedRange<Double>? = nil, scale: AxisScale? = nil,
    axis: Style? = nil
  ) {
    self.curves = curves
    self.window = window ?? Self.extent(of: curves)
    self.scale = scale ?? AxisScale(covering: curves.lazy.flatMap(\.points).map(\.y))
    self.axis = axis
    grid = nil
    marks = []
    crosshair = nil
  }

  /// Returns the column of a place of the window, or `nil` if it is not in the window.
  public func column(of x: Double, in plot: Rect) -> Int? {
    let length = window.upperBound - window.lowerBound
    guard window.contains(x), length > 0, !plot.isEmpty else { return nil }
    let dot = ((x - window.lowerBound) / length * Double(plot.columns * 2 - 1)).rounded()
    return plot.column + Int(dot) / 2
  }

  /// Returns the place of the window at the middle of a column, clamped to the window.
  public func place(atColumn column: Int, in plot: Rect) -> Double {
    guard plot.columns > 0 else { return window.lowerBound }
    let share = (Double(column - plot.column) * 2 + 0.5) / Double(plot.columns * 2 - 1)
    return window.lowerBound
      + min(max(share, 0), 1) * (window.upperBound - window.lowerBound)
  }

  /// The labels of the ticks, lowest first.
  var labels: [String] { tickLabels ?? scale.ticks.map { scale.label(for: $0) } }

  private static func extent(of curves: [Curve]) -> ClosedRange<Double> {
    var range: ClosedRange<Double>?
    for point in curves.lazy.flatMap(\.points) where point.x.isFinite {
      range =
        min(range?.lowerBound ?? point.x, point.x)...max(range?.upperBound ?? point.x, point.x)
    }
    guard let range, range.lowerBound < range.upperBound else {
      let start = range?.lowerBound ?? 0
      return start...(start + 1)
    }
    return range
  }
}
