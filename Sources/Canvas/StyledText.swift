/// A line of text in several styles.
///
/// What a status bar is made of: put together first, measured, then written in one call.
public struct StyledText: Hashable, Sendable {
  /// Some text in one style.
  public struct Span: Hashable, Sendable {
    /// The text.
    public var text: String
    /// How it looks.
    public var style: Style

    /// Makes a span.
    public init(_ text: String, _ style: Style) {
      self.text = text
      self.style = style
    }
  }

  /// The parts, from left to right.
  public var spans: [Span]

  /// Makes a line of spans.
  public init(_ spans: [Span] = []) {
    self.spans = spans
  }

  /// Makes a line in one style.
  public init(_ text: String, _ style: Style) {
    spans = [Span(text, style)]
  }

  /// How many columns the line takes.
  public var columns: Int {
    spans.reduce(0) { $0 + $1.text.columns }
  }

  /// Adds text at the end.
  public mutating func append(_ text: String, _ style: Style) {
    spans.append(Span(text, style))
  }

  /// Puts one line behind another.
  public static func + (left: StyledText, right: StyledText) -> StyledText {
    StyledText(left.spans + right.spans)
  }

  /// Adds a line at the end.
  public static func += (left: inout StyledText, right: StyledText) {
    left.spans += right.spans
  }
}
