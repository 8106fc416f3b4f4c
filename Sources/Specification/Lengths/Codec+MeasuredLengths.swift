/// Measured lengths as a scenario has them: in a file, or in the scenario itself.
private struct LengthsDraft {
  var file: String?
  var column: String?
  var field: String?
  var group = 1
  var lengths: [Int]?

  /// A draft that says nothing.
  init() {}

  /// The draft that gives such lengths; the file's name tells what its field is called.
  init(_ measured: MeasuredLengths) {
    let isTable = measured.file.map { !$0.hasSuffix(".jsonl") && !$0.hasSuffix(".ndjson") } ?? true
    file = measured.file
    column = isTable ? measured.field : nil
    field = isTable ? nil : measured.field
    group = measured.groupSize
    lengths = measured.lengths
  }
}

extension Codec where Value == MeasuredLengths {
  /// Measured lengths.
  ///
  /// Lengths that stand in the scenario are taken from there, and a file named beside them only tells
  /// where they once came from; so a written scenario needs no other file.
  static var measured: Codec {
    let tokens = Codec<Int>.integer(1...MeasuredLengths.longest)
    let record = Codec<LengthsDraft>.record(
      blank: LengthsDraft(),
      [
        Field("file", \.file, Codec<String>.text(atMost: 1000).optional, isRequired: false),
        Field("column", \.column, Codec<String>.text(atMost: 200).optional, isRequired: false),
        Field("field", \.field, Codec<String>.text(atMost: 200).optional, isRequired: false),
        Field("group", \.group, .integer(1...65_536), isRequired: false),
        Field(
          "lengths", \.lengths, tokens.list(atMost: MeasuredLengths.countLimit).optional,
          isRequired: false),
      ])
    return Codec(
      read: { node, base, reading throws(ScenarioError) in
        var draft = base.map(LengthsDraft.init)
        if node.entry("file") != nil || node.entry("column") != nil || node.entry("field") != nil {
          // Another file, or another column of it: what was read before does not count.
          draft?.lengths = nil
          if node.entry("column") != nil { draft?.field = nil }
          if node.entry("field") != nil { draft?.column = nil }
        }
        return try finished(try record.read(node, draft, &reading), node, reading)
      },
      write: { measured, style in
        guard case .block(let lines) = record.write(LengthsDraft(measured), style) else {
          return .block([])
        }
        return .block(lines.filter { $0.value != .plain("none") })
      },
      check: { measured, path, problems in
        record.check(LengthsDraft(measured), path, &problems)
        let remedy = "give whole groups of at least one length"
        guard measured.groupSize > 0 else { return }
        if measured.lengths.isEmpty || measured.lengths.count % measured.groupSize != 0 {
          problems.append(
            Problem(
              at: "\(path).group", path,
              what:
                "\(measured.lengths.count) lengths are no whole groups of \(measured.groupSize)",
              remedy: remedy))
        }
      })
  }

  /// Reads the file that a draft names, unless the lengths are there already.
  private static func finished(
    _ draft: LengthsDraft, _ node: YAMLNode, _ reading: Reading
  ) throws(ScenarioError) -> MeasuredLengths {
    guard draft.column == nil || draft.field == nil else {
      throw ScenarioError(
        at: node.entry("field")?.mark ?? node.mark, what: "both column and field are given",
        remedy: "give column for CSV, field for JSON lines")
    }
    var measured = MeasuredLengths(
      file: draft.file, field: draft.column ?? draft.field, groupSize: draft.group, lengths: [])
    if let lengths = draft.lengths {
      measured.lengths = lengths
      return measured
    }
    guard let file = draft.file, let name = measured.field else {
      throw ScenarioError(
        at: node.mark, what: "measured lengths are not there",
        remedy: "give file with column (CSV) or field (JSON lines), or a list of lengths")
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
    measured.lengths = try LengthFile(path: path, text: text).lengths(
      in: name, format: draft.column == nil ? .jsonLines : .csv)
    return measured
  }
}
