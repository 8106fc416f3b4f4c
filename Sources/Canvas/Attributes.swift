/// What a terminal can do to text besides colouring it.
public struct Attributes: OptionSet, Hashable, Sendable {
  /// Heavier strokes, or a brighter colour.
  public static let bold = Attributes(rawValue: 1)
  /// Fainter than usual.
  public static let dim = Attributes(rawValue: 2)
  /// A line below.
  public static let underline = Attributes(rawValue: 4)
  /// Foreground and background exchanged.
  public static let reverse = Attributes(rawValue: 8)

  /// One bit an attribute; only the lowest four are used.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue & 15
  }
}
