/// A file of measured lengths or times.
struct LengthFile {
  /// How a file is written.
  enum Format {
    /// Comma-separated values (or semicolons, or tabs), with a header line.
    case csv
    /// A JSON object a line.
    case jsonLines
  }

  /// The file's path, for errors.
  let path: String
  /// Its text.
  let text: String

  /// Reads the lengths in a column or field.
  ///
  /// - Throws: what is wrong with the file, at its own line and column.
  func lengths(in name: String, format: Format) throws(ScenarioError) -> [Int] {
    try values(in: name, format: format) { value, mark throws(ScenarioError) in
      // A whole number of tokens, be it written 5387 or 5387.0.
      let number = Double(value).flatMap { Int(exactly: $0) }
      guard let number, (1...MeasuredLengths.longest).contains(number) else {
        throw ScenarioError(
          at: mark, what: value.isEmpty ? "a length is missing" : "\(value.cited) is no length",
          remedy: "write a whole number of tokens from 1 to \(MeasuredLengths.longest)")
      }
      return number
    }
  }

  /// Reads the times in a column or field, in seconds.
  ///
  /// - Throws: what is wrong with the file, at its own line and column.
  func seconds(in name: String, format: Format) throws(ScenarioError) -> [Double] {
    try values(in: name, format: format) { value, mark throws(ScenarioError) in
      guard let number = Double(value), number >= 0, number <= MeasuredArrivals.latest else {
        throw ScenarioError(
          at: mark, what: value.isEmpty ? "a time is missing" : "\(value.cited) is no time",
          remedy: "write seconds from the start, 0 to \(Int(MeasuredArrivals.latest))")
      }
      return number
    }
  }

  private func values<Value>(
    in name: String, format: Format,
    _ read: (String, SourceMark) throws(ScenarioError) -> Value
  ) throws(ScenarioError) -> [Value] {
    let bytes = Array(text.utf8)
    let start = SourceMark(file: path, line: 1, column: 1)
    guard bytes.count <= MeasuredLengths.fileSizeLimit else {
      throw ScenarioError(
        at: start, what: "the file has \(bytes.count) bytes",
        remedy: "at most \(MeasuredLengths.fileSizeLimit) are read; keep one column")
    }
    var values: [Value] = []
    func take(_ value: String, _ mark: SourceMark) throws(ScenarioError) {
      guard values.count < MeasuredLengths.countLimit else {
        throw ScenarioError(
          at: mark, what: "there are more than \(MeasuredLengths.countLimit) lengths",
          remedy: "keep a part of them")
      }
      values.append(try read(value, mark))
    }
    switch format {
    case .csv:
      var table = CSVReader(file: path, bytes: bytes)
      try table.readColumn(name, take)
    case .jsonLines:
      var lines = JSONLinesReader(file: path, bytes: bytes)
      try lines.readField(name, take)
    }
    guard !values.isEmpty else {
      throw ScenarioError(
        at: start, what: "the file has no rows", remedy: "give at least one length")
    }
    return values
  }
}
