/// Which glyphs a canvas may use, from a terminal with every font to one without any.
///
/// A canvas keeps to its set whatever is drawn on it: what the set lacks is replaced, column for
/// column, so that a layout never depends on it.
public enum GlyphSet: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Printable ASCII and nothing else.
  case ascii
  /// No braille, and no rounded corners: what a console font with box drawing has.
  case blocks
  /// Everything.
  case unicode

  /// Orders sets by what they hold.
  public static func < (left: GlyphSet, right: GlyphSet) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .ascii: 0
    case .blocks: 1
    case .unicode: 2
    }
  }

  /// Returns the nearest glyph the set has, as wide as the one given.
  public func nearest(to glyph: Glyph) -> Glyph {
    guard self != .unicode, !glyph.isASCII, let base = glyph.base else { return glyph }
    if self == .ascii { return Glyph(ascii: ASCIIStandIn.character(for: base.value)) }
    return switch base.value {
    case 0x256D: Glyph("┌")
    case 0x256E: Glyph("┐")
    case 0x256F: Glyph("┘")
    case 0x2570: Glyph("└")
    case 0x2800: .space
    case 0x2801...0x28FF: Glyph("▒")
    default: glyph
    }
  }
}
