/// A digest over all lines up to now, that each line of a session file ends with.
///
/// FNV-1a over the bytes (Fowler, Noll, Vo), begun from the line before. Every step of it can be
/// undone, so that no change of a single byte goes unseen; it finds accidents, not forgeries.
struct CheckChain: Hashable, Sendable {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    // Ends the line, so that no text can move over from one line to the next.
    value = (value ^ 0x0A) &* 0x100_0000_01B3
  }

  /// What follows the members of a line's object.
  static let prefix = #","check":""#
  static let suffix = #""}"#
  /// Bytes at the end of a line that hold its check.
  static let length = prefix.utf8.count + 16 + suffix.utf8.count
}
