/// The colours behind a terminal's colour numbers.
public struct Palette: Hashable, Sendable {
  /// A dark terminal with xterm's sixteen colours.
  public static let xterm = Palette(
    foreground: RGB(0xE5E5E5), background: RGB(0x000000),
    base: [
      0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
      0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ].map { RGB($0) })

  /// What the terminal's default foreground is.
  public let foreground: RGB
  /// What its default background is.
  public let background: RGB
  /// The first sixteen colours, which users choose; the rest is the same everywhere.
  public let base: [RGB]

  /// Makes a palette.
  ///
  /// - Precondition: `base` holds sixteen colours.
  public init(foreground: RGB, background: RGB, base: [RGB]) {
    precondition(base.count == 16, "a palette begins with 16 colours, not \(base.count)")
    self.foreground = foreground
    self.background = background
    self.base = base
  }

  /// Returns a colour by its number: sixteen, then a cube of 6 by 6 by 6, then 24 greys.
  public subscript(index: UInt8) -> RGB {
    switch Int(index) {
    case ..<16: base[Int(index)]
    case 16..<232:
      RGB(
        Self.levels[(Int(index) - 16) / 36], Self.levels[(Int(index) - 16) / 6 % 6],
        Self.levels[(Int(index) - 16) % 6])
    default: RGB(UInt32(8 + (Int(index) - 232) * 10) * 0x010101)
    }
  }

  /// The six levels of a channel in the cube.
  public static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// Returns a cell's foreground as it is mixed.
  public func foreground(_ colour: Colour) -> RGB { mixed(colour) ?? foreground }

  /// Returns a cell's background as it is mixed.
  public func background(_ colour: Colour) -> RGB { mixed(colour) ?? background }

  private func mixed(_ colour: Colour) -> RGB? {
    switch colour.form {
    case .rgb(let red, let green, let blue): RGB(red, green, blue)
    case .indexed(let index): self[index]
    case .terminalDefault, .underlying: nil
    }
  }
}
