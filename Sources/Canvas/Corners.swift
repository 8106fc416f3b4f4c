/// The shapes a box's border comes in.
public enum Corners: Hashable, Sendable {
  /// Rounded corners.
  case rounded
  /// Square corners.
  case square
  /// Square corners of a heavier line, for what asks for attention.
  case heavy
  /// Square corners of a double line.
  case double

  struct Glyphs {
    let horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight: Glyph
  }

  var glyphs: Glyphs {
    switch self {
    case .rounded: Self.roundedGlyphs
    case .square: Self.squareGlyphs
    case .heavy: Self.heavyGlyphs
    case .double: Self.doubleGlyphs
    }
  }

  private static let roundedGlyphs = Glyphs(
    horizontal: Glyph("─"), vertical: Glyph("│"), topLeft: Glyph("╭"), topRight: Glyph("╮"),
    bottomLeft: Glyph("╰"), bottomRight: Glyph("╯"))
  private static let squareGlyphs = Glyphs(
    horizontal: Glyph("─"), vertical: Glyph("│"), topLeft: Glyph("┌"), topRight: Glyph("┐"),
    bottomLeft: Glyph("└"), bottomRight: Glyph("┘"))
  private static let heavyGlyphs = Glyphs(
    horizontal: Glyph("━"), vertical: Glyph("┃"), topLeft: Glyph("┏"), topRight: Glyph("┓"),
    bottomLeft: Glyph("┗"), bottomRight: Glyph("┛"))
  private static let doubleGlyphs = Glyphs(
    horizontal: Glyph("═"), vertical: Glyph("║"), topLeft: Glyph("╔"), topRight: Glyph("╗"),
    bottomLeft: Glyph("╚"), bottomRight: Glyph("╝"))
}
