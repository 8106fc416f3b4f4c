/// A file of measured lengths.
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
    let bytes = Array(text.utf8)
    let start = SourceMark(file: path, line: 1, column: 1)
    guard bytes.count <= MeasuredLengths.fileSizeLimit else {
      throw ScenarioError(
        at: start, what: "the file has \(bytes.count) bytes",
        remedy: "at most \(MeasuredLengths.fileSizeLimit) are read; keep one column")
    }
    var lengths: [Int] = []
    switch format {
    case .csv:
      var table = CSVReader(file: path, bytes: bytes)
      try table.readColumn(name) { value, mark throws(ScenarioError) in
        lengths.append(try Self.length(value, at: mark, count: lengths.count))
      }
    case .jsonLines:
      var lines = JSONLinesReader(file: path, bytes: bytes)
      try lines.readField(name) { value, mark throws(ScenarioError) in
        lengths.append(try Self.length(value, at: mark, count: lengths.count))
      }
    }
    guard !lengths.isEmpty else {
      throw ScenarioError(
        at: start, what: "the file has no rows", remedy: "give at least one length")
    }
    return lengths
  }

  /// The length that a value tells: a whole number of tokens, be it written 5387 or 5387.0.
  private static func length(
    _ value: String, at mark: SourceMark, count: Int
  ) throws(ScenarioError) -> Int {
    guard count < MeasuredLengths.countLimit else {
      throw ScenarioError(
        at: mark, what: "there are more than \(MeasuredLengths.countLimit) lengths",
        remedy: "keep a part of them")
    }
    let number = Double(value).flatMap { Int(exactly: $0) }
    guard let number, (1...MeasuredLengths.longest).contains(number) else {
      throw ScenarioError(
        at: mark, what: value.isEmpty ? "a length is missing" : "\(value.cited) is no length",
        remedy: "write a whole number of tokens from 1 to \(MeasuredLengths.longest)")
    }
    return number
  }
}
