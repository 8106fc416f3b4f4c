/// Reads one column of comma-separated values (RFC 4180).
///
/// Fields may be quoted, and then hold separators, line breaks and doubled quotes. The separator is the
/// first of comma, semicolon and tab in the header. Empty lines are passed over.
struct CSVReader {
  private var cursor: TextCursor
  private var separator: UInt8 = UInt8(ascii: ",")

  /// Opens a table.
  init(file: String, bytes: [UInt8]) {
    cursor = TextCursor(file: file, bytes: bytes)
    separator =
      bytes.prefix { $0 != UInt8(ascii: "\n") }
      .first { [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].contains($0) }
      ?? separator
  }

  /// Hands over each row's value in the named column, with its place.
  mutating func readColumn(
    _ name: String, _ receive: (String, SourceMark) throws(ScenarioError) -> Void
  ) throws(ScenarioError) {
    let start = cursor.mark
    guard cursor.next != UInt8(ascii: "{") else {
      throw ScenarioError(
        at: start, what: "the file holds JSON, not CSV",
        remedy: "say 'field: \(name)' instead of 'column: \(name)'")
    }
    let header = try readRow()
    guard let column = header.firstIndex(of: name) else {
      throw ScenarioError(
        at: start, what: "no column is called \(name.cited)",
        remedy: Suggestion.remedy(for: name, among: header.prefix(20).map { String($0.prefix(40)) })
      )
    }
    while cursor.next != nil {
      if cursor.takeLineBreak() { continue }
      let rowStart = cursor
      var mark: SourceMark?
      let row = try readRow { cursor, index in if index == column { mark = cursor.mark } }
      guard let mark else {
        throw ScenarioError(
          at: rowStart.mark, what: "the row has \(row.count) fields",
          remedy: "\(name.cited) is field \(column + 1) of \(header.count)")
      }
      try receive(row[column], mark)
    }
  }

  /// Reads a row and the line break behind it; tells where each field begins.
  private mutating func readRow(
    _ begin: (TextCursor, _ index: Int) -> Void = { _, _ in }
  ) throws(ScenarioError) -> [String] {
    var row: [String] = []
    while true {
      begin(cursor, row.count)
      row.append(try readField())
      if cursor.next == separator {
        cursor.advance()
      } else if cursor.next == nil || cursor.takeLineBreak() {
        return row
      } else {
        throw ScenarioError(
          at: cursor.mark, what: "text follows a closing quotation mark",
          remedy: "double the quotation marks inside a quoted field")
      }
    }
  }

  /// Reads a field up to its separator or line break, spaces around it taken off.
  private mutating func readField() throws(ScenarioError) -> String {
    cursor.skipBlanks(except: separator)
    guard cursor.next == UInt8(ascii: "\"") else {
      let start = cursor.offset
      while let byte = cursor.next, byte != separator, byte != UInt8(ascii: "\n"),
        byte != UInt8(ascii: "\r")
      {
        cursor.advance()
      }
      var end = cursor.offset
      while end > start, cursor.bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
      return cursor.text(start..<end)
    }
    let open = cursor.mark
    cursor.advance()
    var value: [UInt8] = []
    while let byte = cursor.next {
      cursor.advance()
      if byte == UInt8(ascii: "\"") {
        guard cursor.take("\"") else {
          cursor.skipBlanks(except: separator)
          return String(decoding: value, as: UTF8.self)
        }
      }
      value.append(byte)
    }
    throw ScenarioError(
      at: open, what: "a quoted field does not end", remedy: "close it with a quotation mark")
  }
}
