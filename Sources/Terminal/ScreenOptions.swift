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
  /// How many bytes are sent a second at most, as over a slow line; no limit unless told.
  public var bytesPerSecond: Int?
  /// A descriptor that ends a wait when it can be read; nobody reads it here.
  public var watched: Int32?

  /// Makes options.
  public init(
    input: Int32 = 0, output: Int32 = 1, type: String? = nil, glyphs: GlyphSet? = nil,
    depth: ColourDepth = .direct, mouse: Bool = true, bytesPerSecond: Int? = nil,
    watched: Int32? = nil
  ) {
    self.input = input
    self.output = output
    self.type = type
    self.glyphs = glyphs
    self.depth = depth
    self.mouse = mouse
    self.bytesPerSecond = bytesPerSecond
    self.watched = watched
  }
}
