/// The next scalar of bytes that should be UTF-8.
enum UTF8Scalar {
  enum Result: Equatable {
    /// A scalar of so many bytes.
    case scalar(Unicode.Scalar, count: Int)
    /// So many bytes that are no scalar.
    case invalid(count: Int)
    /// The beginning of one.
    case incomplete
  }

  static func read(_ bytes: ArraySlice<UInt8>) -> Result {
    guard let first = bytes.first else { return .incomplete }
    let length: Int
    switch first {
    case ..<0x80: length = 1
    case 0xC2..<0xE0: length = 2
    case 0xE0..<0xF0: length = 3
    case 0xF0..<0xF5: length = 4
    default: return .invalid(count: 1)
    }
    var decoder = UTF8()
    var iterator = bytes.prefix(length).makeIterator()
    let tail = bytes.dropFirst().prefix(length - 1)
    if let odd = tail.firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return .invalid(count: odd - bytes.startIndex)
    }
    guard tail.count == length - 1 else { return .incomplete }
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
      return .invalid(count: length)
    }
    return .scalar(scalar, count: length)
  }
}
