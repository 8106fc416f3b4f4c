/// A row of spans side by side, to an eighth of a cell: stacked bars and Gantt rows are strips.
///
/// Where two spans meet inside of a cell the left one is drawn as a left block on the background of
/// the right one. A span too short to be seen is drawn an eighth of a cell wide all the same; what
/// is hidden is only ever more than two spans in one cell.
public struct Strip: Hashable, Sendable {
  /// A stretch in one colour.
  public struct Span: Hashable, Sendable {
    /// Where it starts.
    public var start: Double
    /// Where it ends; nothing is drawn unless that is after `start`.
    public var end: Double
    /// Its colour, as foreground, and its attributes.
    public var style: Style
    /// What it is filled with instead of blocks, for where colours cannot tell spans apart.
    public var fill: Glyph?
    /// What is written on it if there is room.
    public var label: String
    /// How the label looks; its background is the span's colour.
    public var labelStyle: Style

    /// Makes a span.
    public init(
      _ start: Double, _ end: Double, style: Style, fill: Glyph? = nil, label: String = "",
      labelStyle: Style = Style()
    ) {
      self.start = start
      self.end = end
      self.style = style
      self.fill = fill
      self.label = label
      self.labelStyle = labelStyle
    }
  }

  /// The spans; a later one covers earlier ones.
  public var spans: [Span]
  /// What the strip shows from its left to its right edge.
  public var window: ClosedRange<Double>

  /// Makes a strip that shows a window on spans.
  public init(_ spans: [Span], window: ClosedRange<Double>) {
    self.spans = spans
    self.window = window
  }

  /// Makes a strip of parts of a whole, one behind the other.
  ///
  /// Parts that are not positive numbers are left out.
  public init(
    stacking parts: [(value: Double, style: Style, fill: Glyph?)], whole: Double
  ) {
    var start = 0.0
    spans = []
    for part in parts where part.value > 0 && part.value.isFinite {
      spans.append(Span(start, start + part.value, style: part.style, fill: part.fill))
      start += part.value
    }
    window = 0...(whole > 0 && whole.isFinite ? whole : max(start, 1))
  }

  /// Returns, for every eighth of `width` cells, the index of the span that covers it, or -1.
  func owners(width: Int) -> [Int] {
    let eighths = width * 8
    var owners = Array(repeating: -1, count: eighths)
    let length = window.upperBound - window.lowerBound
    guard length > 0, length.isFinite else { return owners }
    for (index, span) in spans.enumerated() {
      guard span.end > span.start, span.end > window.lowerBound, span.start < window.upperBound
      else { continue }
      let from = max(0, (span.start - window.lowerBound) / length)
      let to = min(1, (span.end - window.lowerBound) / length)
      let first = min(Int((from * Double(eighths)).rounded()), eighths - 1)
      let end = max(Int((to * Double(eighths)).rounded()), first + 1)
      for eighth in first..<end { owners[eighth] = index }
    }
    return owners
  }
}
