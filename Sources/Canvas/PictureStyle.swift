/// What a picture of a frame needs besides the frame.
public struct PictureStyle: Hashable, Sendable {
  /// The colours behind colour numbers and the terminal's defaults.
  public var palette: Palette
  /// The width of the margin, in pixels; a cell is 9 by 18.
  public var padding: Int
  /// What a screen reader says, and a browser on hovering.
  public var title: String

  /// Makes a style.
  public init(palette: Palette = .xterm, padding: Int = 12, title: String = "") {
    self.palette = palette
    self.padding = max(0, padding)
    self.title = title
  }
}
