/// The file in which something was measured, and its column or field.
struct MeasuredPlace: Hashable {
  var file: String?
  var column: String?
  var field: String?

  /// A place that says nothing.
  init() {}

  /// The place that has such a file; its name tells what its field is called.
  init(file: String?, name: String?) {
    let isTable = file.map { !$0.hasSuffix(".jsonl") && !$0.hasSuffix(".ndjson") } ?? true
    self.file = file
    column = isTable ? name : nil
    field = isTable ? nil : name
  }

  /// The column or field.
  var name: String? { column ?? field }

  /// The keys of a record that tells a place.
  static func fields<Record>(_ place: WritableKeyPath<Record, MeasuredPlace>) -> [Field<Record>] {
    [
      Field(
        "file", place.appending(path: \.file), Codec<String>.text(atMost: 1000).optional,
        isRequired: false),
      Field(
        "column", place.appending(path: \.column), Codec<String>.text(atMost: 200).optional,
        isRequired: false),
      Field(
        "field", place.appending(path: \.field), Codec<String>.text(atMost: 200).optional,
        isRequired: false),
    ]
  }

  /// Takes in that a mapping names another file, or another column of it.
  ///
  /// - Returns: whether it does, so that what was read before does not count.
  mutating func isChanged(by node: YAMLNode) -> Bool {
    if node.entry("column") != nil { field = nil }
    if node.entry("field") != nil { column = nil }
    return ["file", "column", "field"].contains { node.entry($0) != nil }
  }

  /// Reads the file.
  func open<Value>(
    _ what: String, _ node: YAMLNode, _ reading: Reading,
    _ read: (LengthFile, String, LengthFile.Format) throws(ScenarioError) -> Value
  ) throws(ScenarioError) -> Value {
    guard column == nil || field == nil else {
      throw ScenarioError(
        at: node.entry("field")?.mark ?? node.mark, what: "both column and field are given",
        remedy: "give column for CSV, field for JSON lines")
    }
    guard let file, let name else {
      throw ScenarioError(
        at: node.mark, what: "measured \(what) are not there",
        remedy: "give file with column (CSV) or field (JSON lines), or a list of "
          + (what == "lengths" ? "lengths" : "seconds"))
    }
    let path = reading.resolved(file)
    let text: String
    do {
      text = try reading.readFile(path)
    } catch {
      throw ScenarioError(
        at: node.entry("file")?.value.mark ?? node.mark,
        what: "file \(file.cited) cannot be read: \(error.reason)",
        remedy: "name a file by its path from the scenario's own")
    }
    return try read(LengthFile(path: path, text: text), name, column == nil ? .jsonLines : .csv)
  }
}

extension YAMLTree {
  /// A block without the lines that say none.
  var withoutNone: YAMLTree {
    guard case .block(let lines) = self else { return self }
    return .block(lines.filter { $0.value != .plain("none") })
  }
}
