/// A line of a table of cases that cannot be read.
public struct CaseTableError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, counted from one.
  public let line: Int
  /// What is wrong and what would be right.
  public let reason: String

  /// Line and reason.
  public var description: String { "line \(line): \(reason)" }
}

/// Published cases as comma-separated text: RFC 4180, quotes where a field has commas or quotes.
public enum CaseTable {
  /// Reads a table whose first line names its columns.
  ///
  /// The columns may stand in any order; those that are not known are passed over. A row that has no
  /// figure to compare with is passed over too; one with a degree that is no number says so in its
  /// `unreadable`.
  ///
  /// - Throws: `CaseTableError` for a missing column, a quote without an end, a row of the wrong width.
  public static func read(_ text: String) throws(CaseTableError) -> [PublishedCase] {
    // Spreadsheets put a byte-order mark first.
    let rows = try split(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    guard let first = rows.first else {
      throw CaseTableError(line: 1, reason: "the table is empty; expected a line of column names")
    }
    let header = (line: first.line, fields: first.fields.map(trimmed))
    for name in ["id", "source", "hardware", "model", "metric", "value", "unit", "notes"]
    where !header.fields.contains(name) {
      throw CaseTableError(line: 1, reason: "no column is called '\(name)'")
    }
    var cases: [PublishedCase] = []
    for row in rows.dropFirst() {
      guard row.fields.count == header.fields.count else {
        throw CaseTableError(
          line: row.line,
          reason: "\(row.fields.count) fields where the header names \(header.fields.count)")
      }
      if let one = published(row.fields, header.fields) { cases.append(one) }
    }
    return cases
  }

  private static func published(_ fields: [String], _ header: [String]) -> PublishedCase? {
    func text(_ name: String) -> String {
      header.firstIndex(of: name).map { trimmed(fields[$0]) } ?? ""
    }
    var unreadable: String?
    func whole(_ name: String) -> Int? {
      let value = text(name)
      guard !value.isEmpty, !blanks.contains(value.lowercased()) else { return nil }
      let number = Int(value) ?? Double(value).flatMap { Int(exactly: $0) }
      if number == nil {
        unreadable =
          unreadable ?? "a whole number in column '\(name)' instead of '\(value.prefix(40))'"
      }
      return number
    }
    /// A degree; some tables write 0 for what is off.
    func degree(_ name: String) -> Int? { whole(name).flatMap { $0 == 0 ? nil : $0 } }
    let figure = text("value").filter { $0 != "," }
    guard let value = Double(figure), value.isFinite else { return nil }
    var one = PublishedCase(
      id: text("id"), source: text("source"), hardware: text("hardware"),
      devices: whole("n_devices"), model: text("model"), parameters: Double(text("params")),
      sequence: whole("seq_len"), globalBatch: whole("global_batch"),
      microBatch: whole("micro_batch"), tensor: degree("TP"), pipeline: degree("PP"),
      expert: degree("EP"), data: degree("DP"), context: degree("CP"),
      virtualPipeline: degree("VPP"),
      recomputation: text("recompute"), metric: text("metric"), value: value, unit: text("unit"),
      notes: text("notes"))
    one.unreadable = unreadable
    return one
  }

  /// What tables write where there is nothing to tell.
  private static let blanks: Set<String> = ["-", "--", "n/a", "na", "none", "null", "?"]

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// Splits text in rows of fields, each with the line it starts on.
  static func split(_ text: String) throws(CaseTableError) -> [(line: Int, fields: [String])] {
    var rows: [(line: Int, fields: [String])] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var line = 1
    var start = 1
    var isQuoted = false
    var afterQuote = false
    func close() {
      fields.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
      afterQuote = false
    }
    func endRow() {
      guard !(fields.isEmpty && field.isEmpty) else { return }
      close()
      rows.append((start, fields))
      fields.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n") { line += 1 }
      if isQuoted {
        if byte == UInt8(ascii: "\"") {
          isQuoted = false
          afterQuote = true
        } else {
          field.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        if afterQuote { field.append(byte) }
        isQuoted = true
        afterQuote = false
      case UInt8(ascii: ","): close()
      case UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"):
        endRow()
        start = line
      default: field.append(byte)
      }
    }
    guard !isQuoted else {
      throw CaseTableError(line: start, reason: "a quote is opened and never closed")
    }
    endRow()
    return rows
  }
}
