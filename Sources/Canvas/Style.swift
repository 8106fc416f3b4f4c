/// How a cell looks apart from its glyph: two colours and attributes.
///
/// One machine word, because a frame holds tens of thousands and compares every one of them.
public struct Style: Hashable, Sendable {
  /// The terminal's own colours, without attributes.
  public static let plain = Style(.terminalDefault, on: .terminalDefault)

  private var bits: UInt64

  /// Makes a style.
  ///
  /// - Parameters:
  ///   - foreground: The colour of the glyph.
  ///   - background: The colour behind it, unless told that of the cell that is drawn over.
  ///   - attributes: Bold, dim, underline, reverse.
  public init(
    _ foreground: Colour = .terminalDefault, on background: Colour = .underlying,
    _ attributes: Attributes = []
  ) {
    bits =
      UInt64(foreground.bits) | UInt64(background.bits) << 26 | UInt64(attributes.rawValue) << 52
  }

  /// The colour of the glyph.
  public var foreground: Colour {
    get { Colour(bits: UInt32(truncatingIfNeeded: bits & Self.colourMask)) }
    set { bits = bits & ~Self.colourMask | UInt64(newValue.bits) }
  }

  /// The colour behind the glyph.
  public var background: Colour {
    get { Colour(bits: UInt32(truncatingIfNeeded: bits >> 26 & Self.colourMask)) }
    set { bits = bits & ~(Self.colourMask << 26) | UInt64(newValue.bits) << 26 }
  }

  /// Bold, dim, underline, reverse.
  public var attributes: Attributes {
    get { Attributes(rawValue: UInt8(truncatingIfNeeded: bits >> 52)) }
    set { bits = bits & ~(0xFF << 52) | UInt64(newValue.rawValue) << 52 }
  }

  /// The same on another background.
  public func on(_ background: Colour) -> Style {
    var style = self
    style.background = background
    return style
  }

  /// The same in another foreground.
  public func colouring(_ foreground: Colour) -> Style {
    var style = self
    style.foreground = foreground
    return style
  }

  /// The same with attributes added.
  public func adding(_ attributes: Attributes) -> Style {
    var style = self
    style.attributes.formUnion(attributes)
    return style
  }

  /// The same in heavier strokes.
  public var bold: Style { adding(.bold) }
  /// The same, fainter.
  public var dim: Style { adding(.dim) }
  /// The same with a line below.
  public var underlined: Style { adding(.underline) }
  /// The same with foreground and background exchanged.
  public var reversed: Style { adding(.reverse) }

  /// What a cell of style `old` has after this style is drawn over it.
  func over(_ old: Style) -> Style {
    let under = UInt64(Colour.underlying.bits)
    var result = self
    if bits & Self.colourMask == under { result.foreground = old.foreground }
    if bits >> 26 & Self.colourMask == under { result.background = old.background }
    return result
  }

  private static let colourMask: UInt64 = 1 << 26 - 1
}
