/// A place in a text of bytes that knows its line and column.
struct TextCursor {
  /// The text in UTF-8.
  let bytes: [UInt8]
  /// The file, for marks.
  let file: String
  /// The offset of the next byte.
  private(set) var offset = 0
  /// The line of the next byte, from 1.
  private(set) var line = 1
  private var lineStart = 0

  /// Begins at the start of a text, behind a byte-order mark.
  init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      offset = 3
      lineStart = 3
    }
  }

  /// The next byte; `nil` at the end.
  var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Goes on by a byte.
  mutating func advance() {
    if next == UInt8(ascii: "\n") {
      line += 1
      lineStart = offset + 1
    }
    offset += 1
  }

  /// Takes the next byte if it is this one.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    advance()
    return true
  }

  /// Takes a line break, if one is next.
  mutating func takeLineBreak() -> Bool {
    if next == UInt8(ascii: "\r"), offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "\n")
    {
      advance()
    }
    return take("\n") || take("\r")
  }

  /// Goes over spaces and tabs, but not over one that separates.
  mutating func skipBlanks(except separator: UInt8 = 0) {
    while let byte = next, byte != separator,
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    {
      advance()
    }
  }

  /// Where the next byte stands; columns count Unicode scalars.
  var mark: SourceMark {
    let column = bytes[lineStart..<min(offset, bytes.count)].count { $0 & 0xC0 != 0x80 } + 1
    return SourceMark(file: file, line: line, column: column)
  }

  /// Where the next byte stands, reckoned only where it is of use.
  func mark(ifNeeded isNeeded: Bool) -> SourceMark? { isNeeded ? mark : nil }

  /// The text between two offsets.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
