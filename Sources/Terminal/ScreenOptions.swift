import Canvas

/// What a ``Screen`` may be told about its terminal.
public struct ScreenOptions: Hashable, Sendable {
  /// Where to read from.
  public var input: Int32
  /// Where to draw.
  public var output: Int32
  /// The kind of terminal, by its name in terminfo; the environment's `TERM` unless told.
  public var type: String?
  /// Which glyphs to use; what the locale and the terminal have unless told.
  public var glyphs: GlyphSet?
  /// How many colours to use at most, as for a user who wants fewer than there are.
  public var depth: ColourDepth
  /// Whether the mouse is taken; without it the terminal's own selection of text works as usual.
  public var mouse: Bool

  /// Makes options.
  public init(
    input: Int32 = 0, output: Int32 = 1, type: String? = nil, glyphs: GlyphSet? = nil,
    depth: ColourDepth = .direct, mouse: Bool = true
  ) {
    self.input = input
    self.output = output
    self.type = type
    self.glyphs = glyphs
    self.depth = depth
    self.mouse = mouse
  }
}
