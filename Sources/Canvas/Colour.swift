/// A colour of a cell, without a meaning.
///
/// What a colour stands for is a theme's business; whether the terminal can show it, the
/// terminal's.
public struct Colour: Hashable, Sendable {
  /// The ways to name a colour.
  public enum Form: Hashable, Sendable {
    /// Whatever the user's terminal has by default.
    case terminalDefault
    /// Whatever the cell that is drawn over already has.
    case underlying
    /// An entry of the terminal's palette: 0 to 7 normal, 8 to 15 bright, 16 to 255 as xterm's.
    case indexed(UInt8)
    /// Red, green and blue, in sRGB.
    case rgb(UInt8, UInt8, UInt8)
  }

  /// Whatever the user's terminal has by default.
  public static let terminalDefault = Colour(bits: 0)
  /// Whatever the cell that is drawn over already has.
  ///
  /// The usual background of text, which then stands on whatever the panel was filled with.
  public static let underlying = Colour(bits: 3 << 24)

  /// Two bits of form, three bytes of value; 26 bits in all, so that a ``Style`` is one word.
  let bits: UInt32

  init(bits: UInt32) {
    self.bits = bits
  }

  /// Names an entry of the terminal's palette.
  public static func indexed(_ index: UInt8) -> Colour {
    Colour(bits: 1 << 24 | UInt32(index))
  }

  /// Mixes a colour from sRGB values.
  public static func rgb(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Colour {
    Colour(bits: 2 << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue))
  }

  /// How the colour is named.
  public var form: Form {
    switch bits >> 24 {
    case 1: .indexed(UInt8(truncatingIfNeeded: bits))
    case 2:
      .rgb(
        UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
        UInt8(truncatingIfNeeded: bits))
    case 3: .underlying
    default: .terminalDefault
    }
  }
}
