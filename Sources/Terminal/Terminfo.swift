import CNcurses

/// What terminfo says about the terminal at hand.
enum Terminfo {
  /// Returns a string capability, without the pauses that terminals of old needed.
  static func string(_ name: String) -> [UInt8]? {
    guard let string = unsafe cn_string(name) else { return nil }
    return withoutPadding(unsafe Array(String(cString: string).utf8))
  }

  /// Returns a string without its `$<5/>` marks.
  static func withoutPadding(_ string: [UInt8]) -> [UInt8] {
    var rest = string[...]
    var result: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"),
        let end = rest.firstIndex(of: UInt8(ascii: ">"))
      {
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
      }
    }
    return result
  }

  /// Returns the sequences of keys that this terminal sends, by terminfo.
  static func keys() -> [(bytes: [UInt8], key: Key)] {
    let names: [(String, Key)] =
      [
        ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
        ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert),
        ("kdch1", .delete), ("kcbt", .backTab), ("kent", .enter),
      ] + (1...12).map { ("kf\($0)", .function($0)) }
    return names.compactMap { name, key in
      // A single byte is a control character, and those mean the same everywhere.
      guard let bytes = string(name), bytes.count > 1, bytes[0] == 0x1B else { return nil }
      return (bytes, key)
    }
  }
}
