import Canvas

/// Colours until the themes are there.
public struct Theme: Hashable, Sendable {
  /// Whether all looks alike.
  public var isMonochrome: Bool
  /// Whether it is light.
  public var isLight: Bool
  /// A theme.
  public init(isMonochrome: Bool = false, isLight: Bool = false) {
    self.isMonochrome = isMonochrome
    self.isLight = isLight
  }
}
