/// Reads one field of a file with a JSON object a line.
///
/// The field may lie inside objects: `usage.completion_tokens`. Each line is read whole, so that a
/// broken one is told even where the field was found before the break.
struct JSONLinesReader {
  private var cursor: TextCursor
  private var found: (value: String, mark: SourceMark)?
  private static let depthLimit = 64

  /// Opens a file.
  init(file: String, bytes: [UInt8]) {
    cursor = TextCursor(file: file, bytes: bytes)
  }

  /// Hands over each line's value in the named field, with its place.
  mutating func readField(
    _ name: String, _ receive: (String, SourceMark) throws(ScenarioError) -> Void
  ) throws(ScenarioError) {
    let path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    while true {
      cursor.skipBlanks()
      if cursor.takeLineBreak() { continue }
      guard cursor.next != nil else { return }
      let start = cursor.mark
      guard cursor.next == UInt8(ascii: "{") else {
        throw error(
          "the line is no JSON object", "write {\"\(name)\": 5387}, or say 'column' for CSV")
      }
      found = nil
      try readValue(path[...], depth: 0)
      cursor.skipBlanks()
      guard cursor.next == nil || cursor.takeLineBreak() else {
        throw error("text follows the object", "keep one object a line")
      }
      guard let found else {
        throw ScenarioError(
          at: start, what: "the object has no field \(name.cited)", remedy: "add it to every line")
      }
      try receive(found.value, found.mark)
    }
  }

  /// Reads a value; `path` leads from it to the field, and is `nil` beside the way.
  private mutating func readValue(
    _ path: ArraySlice<String>?, depth: Int
  ) throws(ScenarioError) {
    guard depth <= Self.depthLimit else {
      throw error("values are nested too deep", "at most \(Self.depthLimit) levels are read")
    }
    cursor.skipBlanks()
    let start = cursor.offset
    let mark = cursor.mark(ifNeeded: path?.isEmpty == true)
    switch cursor.next {
    case UInt8(ascii: "{"): try readObject(path, depth: depth)
    case UInt8(ascii: "["): try readArray(depth: depth)
    case UInt8(ascii: "\""): _ = try readString()
    case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte): readWord()
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      readWord()
      guard ["true", "false", "null"].contains(cursor.text(start..<cursor.offset)) else {
        throw error(
          "\(cursor.text(start..<cursor.offset).cited) is no JSON value", "write a number")
      }
    default: throw error("a value is missing", "write a number")
    }
    if let mark { found = (cursor.text(start..<cursor.offset), mark) }
  }

  private mutating func readObject(
    _ path: ArraySlice<String>?, depth: Int
  ) throws(ScenarioError) {
    cursor.advance()
    cursor.skipBlanks()
    if cursor.take("}") { return }
    repeat {
      cursor.skipBlanks()
      guard cursor.next == UInt8(ascii: "\"") else {
        throw error("a key is missing", "write keys in double quotes")
      }
      let key = try readString()
      cursor.skipBlanks()
      guard cursor.take(":") else { throw error("a colon is missing", "write \"key\": value") }
      try readValue(path?.first == key ? path?.dropFirst() : nil, depth: depth + 1)
      cursor.skipBlanks()
    } while cursor.take(",")
    guard cursor.take("}") else { throw error("the object does not end", "close it with }") }
  }

  private mutating func readArray(depth: Int) throws(ScenarioError) {
    cursor.advance()
    cursor.skipBlanks()
    if cursor.take("]") { return }
    repeat {
      try readValue(nil, depth: depth + 1)
      cursor.skipBlanks()
    } while cursor.take(",")
    guard cursor.take("]") else { throw error("the list does not end", "close it with ]") }
  }

  /// Goes over a number or one of JSON's words.
  private mutating func readWord() {
    while let byte = cursor.next,
      byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        || [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "E")].contains(
          byte)
    {
      cursor.advance()
    }
  }

  /// Reads a string; escapes other than of signs of its own stay as they are written.
  private mutating func readString() throws(ScenarioError) -> String {
    cursor.advance()
    var value: [UInt8] = []
    while let byte = cursor.next, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      cursor.advance()
      if byte == UInt8(ascii: "\"") { return String(decoding: value, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), let escaped = cursor.next {
        let isOwn = [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(escaped)
        if !isOwn { value.append(byte) }
        guard escaped != UInt8(ascii: "\n") else { break }
        value.append(escaped)
        cursor.advance()
      } else {
        value.append(byte)
      }
    }
    throw error("a text does not end", "close it with a quotation mark")
  }

  private func error(_ what: String, _ remedy: String) -> ScenarioError {
    ScenarioError(at: cursor.mark, what: what, remedy: remedy)
  }
}
