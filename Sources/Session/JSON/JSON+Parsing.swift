extension JSON {
  /// Reads one JSON value that takes up all of some bytes.
  ///
  /// Strict: UTF-8, no trailing text, no key twice, whole numbers within 64 bits, and no more than 16
  /// levels of brackets.
  ///
  /// - Throws: `JSONError` with the place and what was expected there.
  public init(parsing bytes: some Sequence<UInt8>) throws(JSONError) {
    var parser = JSONParser(bytes: Array(bytes))
    self = try parser.document()
  }
}

/// What is no JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Bytes before the place.
  public let offset: Int
  /// What was expected, as in "a value".
  public let expected: String

  /// The place and what was expected there.
  public var description: String { "expected \(expected) at byte \(offset + 1)" }
}

/// Reads JSON from bytes by descent.
struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0
  private static let depthLimit = 16

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONError) -> JSON {
    let value = try value(depth: 0)
    skipBlanks()
    guard position == bytes.count else { throw error("the end") }
    return value
  }

  private func error(_ expected: String) -> JSONError {
    JSONError(offset: position, expected: expected)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  /// Takes a byte if it is the next that is not blank.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard let byte = next, UInt32(byte) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    skipBlanks()
    guard depth < Self.depthLimit else { throw error("fewer brackets") }
    guard let byte = next else { throw error("a value") }
    switch Unicode.Scalar(byte) {
    case "{": return try object(depth: depth)
    case "[": return try array(depth: depth)
    case "\"": return .string(try string())
    case "-", "0"..."9": return try number()
    case "t": return try word("true", .bool(true))
    case "f": return try word("false", .bool(false))
    case "n": return try word("null", .null)
    default: throw error("a value")
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else { throw error("'\(word)'") }
    position += word.utf8.count
    return value
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    position += 1
    var values: [JSON] = []
    if take("]") { return .array(values) }
    repeat { values.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw error("',' or ']'") }
    return .array(values)
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    position += 1
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    if take("}") { return .object(members) }
    repeat {
      skipBlanks()
      guard next == 0x22 else { throw error("a key") }
      let key = try string()
      guard keys.insert(key).inserted else { throw error("no second '\(key)'") }
      guard take(":") else { throw error("':'") }
      members.append(JSON.Member(key, try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw error("',' or '}'") }
    return .object(members)
  }
}

// MARK: - Numbers and strings

extension JSONParser {
  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    if next == 0x2D { position += 1 }
    let first = next
    guard takeDigits() > 0 else { throw error("a digit") }
    let digits = position
    if first == 0x30, digits - start > (bytes[start] == 0x2D ? 2 : 1) {
      position = start
      throw error("a number without leading zeros")
    }
    if next == 0x2E {
      position += 1
      guard takeDigits() > 0 else { throw error("a digit") }
    }
    if next == 0x65 || next == 0x45 {
      position += 1
      if next == 0x2B || next == 0x2D { position += 1 }
      guard takeDigits() > 0 else { throw error("a digit") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if position == digits {
      if let value = Int64(text) { return .integer(value) }
    } else if let value = Double(text), value.isFinite {
      return .number(value)
    }
    position = start
    throw error("a number within 64 bits")
  }

  private mutating func takeDigits() -> Int {
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    var text = ""
    var start = position
    while let byte = next {
      switch byte {
      case 0x22, 0x5C:
        guard let part = String(validating: bytes[start..<position], as: UTF8.self) else {
          throw error("valid UTF-8 before")
        }
        text += part
        position += 1
        if byte == 0x22 { return text }
        text.unicodeScalars.append(try escape())
        start = position
      case 0..<0x20: throw error("no control character")
      default: position += 1
      }
    }
    throw error("'\"'")
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    guard let byte = next else { throw error("an escape") }
    position += 1
    switch Unicode.Scalar(byte) {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicodeEscape()
    default:
      position -= 1
      throw error("an escape")
    }
  }

  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let high = try fourDigits()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xD800..<0xDC00).contains(high), next == 0x5C else { throw error("a surrogate pair") }
    position += 1
    guard next == 0x75 else { throw error("a surrogate pair") }
    position += 1
    let low = try fourDigits()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw error("a surrogate pair before") }
    return scalar
  }

  private mutating func fourDigits() throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw error("four hexadecimal digits") }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw error("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
