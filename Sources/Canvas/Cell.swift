/// One place on a canvas: a glyph and how it looks.
///
/// Two machine words.
public struct Cell: Hashable, Sendable {
  /// An empty cell in the terminal's own colours.
  public static let blank = Cell(.space, .plain)

  /// What is shown.
  public var glyph: Glyph
  /// How it looks.
  public var style: Style

  /// Makes a cell.
  public init(_ glyph: Glyph, _ style: Style) {
    self.glyph = glyph
    self.style = style
  }
}
