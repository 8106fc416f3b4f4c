/// What terminals send for keys that write nothing.
enum KeySequences {
  /// Returns the key for the letter that ends a control sequence, as in `ESC [ A`.
  static func key(final: UInt8) -> (key: Key, modifiers: Modifiers)? {
    switch final {
    case UInt8(ascii: "A"): (.up, [])
    case UInt8(ascii: "B"): (.down, [])
    case UInt8(ascii: "C"): (.right, [])
    case UInt8(ascii: "D"): (.left, [])
    case UInt8(ascii: "F"): (.end, [])
    case UInt8(ascii: "H"): (.home, [])
    case UInt8(ascii: "P"): (.function(1), [])
    case UInt8(ascii: "Q"): (.function(2), [])
    case UInt8(ascii: "R"): (.function(3), [])
    case UInt8(ascii: "S"): (.function(4), [])
    case UInt8(ascii: "Z"): (.backTab, [])
    // rxvt's arrows with shift.
    case UInt8(ascii: "a"): (.up, .shift)
    case UInt8(ascii: "b"): (.down, .shift)
    case UInt8(ascii: "c"): (.right, .shift)
    case UInt8(ascii: "d"): (.left, .shift)
    default: nil
    }
  }

  /// Returns the key for the byte after `ESC O`: arrows and the number block in application mode.
  static func key(application byte: UInt8) -> (key: Key, modifiers: Modifiers)? {
    switch byte {
    case UInt8(ascii: "M"): (.enter, [])
    case UInt8(ascii: "I"): (.tab, [])
    case UInt8(ascii: "X"): (.character("="), [])
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      // The number block, from `*` to `9`, 64 above what it writes.
      (.character(Character(Unicode.Scalar(byte - 0x40))), [])
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      // rxvt's arrows with control.
      key(final: byte).map { ($0.key, .control) }
    default: key(final: byte)
    }
  }

  /// Returns the key for the number in `ESC [ number ~`.
  static func key(number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    // The numbers have gaps where the keyboards of 1983 had them.
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// Returns the key for a control character, or `nil` for one that is none.
  static func key(control byte: UInt8) -> (key: Key, modifiers: Modifiers)? {
    switch byte {
    case 0x00: (.character(" "), .control)
    case 0x08, 0x7F: (.backspace, [])
    case 0x09: (.tab, [])
    case 0x0A, 0x0D: (.enter, [])
    case 0x1B: (.escape, [])
    case 0x01...0x1A: (.character(Character(Unicode.Scalar(byte + 0x60))), .control)
    case 0x1C...0x1F: (.character(Character(Unicode.Scalar(byte + 0x40))), .control)
    default: nil
    }
  }
}
