/// What one cell shows: a Unicode scalar with up to two combining marks.
///
/// A plain machine word, so that cells are copied and compared without reference counting. Text is
/// taken scalar by scalar, as `wcwidth` and ncurses count columns, not by grapheme: terminals agree
/// on the former only. What would make them disagree (joiners, variation selectors, skin tones) is
/// left out.
public struct Glyph: Hashable, Sendable {
  /// An empty cell.
  public static let space = Glyph(ascii: 0x20)
  /// The right half of the wide glyph to the left.
  public static let continuation = Glyph(bits: 0)

  /// Three scalars of 21 bits, and the width in the topmost bit.
  private let bits: UInt64

  private init(bits: UInt64) {
    self.bits = bits
  }

  /// Makes a glyph of a printable ASCII character.
  init(ascii: UInt8) {
    bits = UInt64(ascii)
  }

  /// Makes the glyph that shows a scalar, or `nil` for one that takes no column of its own.
  ///
  /// A control character becomes its picture (U+2400 and on), so that none ever reaches a terminal.
  public init?(scalar: Unicode.Scalar) {
    guard !Self.isSkinTone(scalar.value) else { return nil }
    let shown = Self.shown(scalar.value)
    let columns = GlyphWidth.columns(of: shown)
    guard columns > 0 else { return nil }
    bits = UInt64(shown) | (columns == 2 ? 1 << 63 : 0)
  }

  /// Makes a glyph of the first scalar of a character that takes a column, with its marks.
  ///
  /// A character of nothing but marks becomes a space.
  public init(_ character: Character) {
    var glyph: Glyph?
    for scalar in character.unicodeScalars {
      if let current = glyph {
        glyph = current.joined(by: scalar)
      } else {
        glyph = Glyph(scalar: scalar)
      }
    }
    self = glyph ?? .space
  }

  /// How many columns it takes: 1, 2, or 0 for the right half of a wide one.
  public var columns: Int { bits == 0 ? 0 : bits >> 63 == 1 ? 2 : 1 }

  /// The scalar that takes the columns; `nil` for the right half of a wide glyph.
  public var base: Unicode.Scalar? { Self.scalar(bits & Self.mask) }

  /// The scalars, base first; none for the right half of a wide glyph.
  public var scalars: [Unicode.Scalar] {
    [bits, bits >> 21, bits >> 42].compactMap { Self.scalar($0 & Self.mask) }
  }

  /// The glyph as text.
  public var text: String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  /// Whether it is an ASCII character.
  public var isASCII: Bool { bits < 0x80 }

  /// Returns the glyph with a combining mark joined to it.
  ///
  /// A third mark is left out, and so is anything that joins or restyles whole glyphs.
  func joined(by mark: Unicode.Scalar) -> Glyph {
    let value = UInt64(mark.value)
    guard bits != 0, GlyphWidth.columns(of: mark.value) == 0, !Self.isInvisible(mark.value) else {
      return self
    }
    if bits >> 21 & Self.mask == 0 { return Glyph(bits: bits | value << 21) }
    if bits >> 42 & Self.mask == 0 { return Glyph(bits: bits | value << 42) }
    return self
  }

  private static let mask: UInt64 = 1 << 21 - 1

  private static func scalar(_ value: UInt64) -> Unicode.Scalar? {
    value == 0 ? nil : Unicode.Scalar(UInt32(value))
  }

  /// What stands for a scalar on screen.
  private static func shown(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x20..<0x7F: value
    case ..<0x20: 0x2400 + value
    case 0x7F: 0x2421
    case 0x80..<0xA0: 0xFFFD
    case 0xA0: 0x20
    case 0xAD: 0x2D
    // Line separators, and what turns the direction of the text around it.
    case 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x206F: 0xFFFD
    // Not characters, now or ever.
    case 0xFDD0...0xFDEF: 0xFFFD
    case let other where other & 0xFFFE == 0xFFFE: 0xFFFD
    default: value
    }
  }

  private static func isSkinTone(_ value: UInt32) -> Bool {
    (0x1F3FB...0x1F3FF).contains(value)
  }

  /// Says whether a scalar without a column is format, not a mark that can be seen.
  private static func isInvisible(_ value: UInt32) -> Bool {
    switch value {
    case 0x180E, 0x200B...0x200D, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFB,
      0xE0000...0xE0FFF:
      true
    default: false
    }
  }
}
