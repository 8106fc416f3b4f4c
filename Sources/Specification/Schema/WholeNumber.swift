/// A whole number as people write it: digits, with underscores between them if they like.
struct WholeNumber {
  private let isNegative: Bool
  /// The magnitude; `nil` where it is beyond 64 bits.
  private let magnitude: UInt64?

  /// Reads a whole number, of any size.
  init?(_ text: String) {
    var digits = Substring(text)
    isNegative = digits.first == "-"
    if digits.first == "-" || digits.first == "+" { digits = digits.dropFirst() }
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }),
      let first = digits.utf8.first, first != UInt8(ascii: "_"),
      digits.utf8.last != UInt8(ascii: "_")
    else { return nil }
    magnitude = UInt64(digits.filter { $0 != "_" })
  }

  fileprivate var int: Int? {
    guard let magnitude else { return nil }
    guard isNegative else { return Int(exactly: magnitude) }
    return Int(exactly: magnitude).map { -$0 }
  }

  fileprivate var unsigned: UInt64? { isNegative && magnitude != 0 ? nil : magnitude }
}

extension Int {
  /// The number, where it is within range.
  init?(exactly number: WholeNumber) {
    guard let value = number.int else { return nil }
    self = value
  }
}

extension UInt64 {
  /// The number, where it is within range.
  init?(exactly number: WholeNumber) {
    guard let value = number.unsigned else { return nil }
    self = value
  }
}
