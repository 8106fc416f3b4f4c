/// Keys held down while another is pressed.
public struct Modifiers: OptionSet, Hashable, Sendable {
  /// Shift; never told for characters, which come as what they write.
  public static let shift = Modifiers(rawValue: 1)
  /// Alt or meta.
  public static let alt = Modifiers(rawValue: 2)
  /// Control.
  public static let control = Modifiers(rawValue: 4)

  /// One bit a key, as terminals number them.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }
}
