/// A key of a mapping and the property that it stands for.
struct Field<Record> {
  /// The key.
  let key: String
  /// Other words for it, from other tools: never read, but understood well enough to suggest the key.
  let synonyms: [String]
  /// What it is, in a few words; written behind the value.
  let note: String
  /// Whether it must be given where there is nothing to take it from.
  let isRequired: Bool
  /// Whether an empty line sets it apart in writing.
  let isApart: Bool

  /// Reads the property; `isPatch` tells that the record already holds something to go by.
  let read: (inout Record, YAMLNode, _ isPatch: Bool, inout Reading) throws(ScenarioError) -> Void
  /// Writes the property.
  let write: (Record, YAMLStyle) -> YAMLLine
  /// Checks the property by itself.
  let check: (Record, String, inout [Problem]) -> Void
  /// Tells whether two records differ in the property.
  let differs: (Record, Record) -> Bool

  /// Whether the property is one of the figures that a record's source speaks of.
  var isFigure: Bool { key != "name" && key != "source" }

  /// Describes a property.
  init<Value: Equatable>(
    _ key: String, _ property: WritableKeyPath<Record, Value>, _ codec: Codec<Value>,
    _ note: String = "", isRequired: Bool = true, isApart: Bool = false, synonyms: [String] = []
  ) {
    let choices = codec.words.joined(separator: " | ")
    let comment = [note, choices].filter { !$0.isEmpty }.joined(separator: ": ")
    self.key = key
    self.synonyms = synonyms
    self.note = comment
    self.isRequired = isRequired
    self.isApart = isApart
    read = { record, node, isPatch, reading throws(ScenarioError) in
      let base = isPatch ? record[keyPath: property] : nil
      record[keyPath: property] = try codec.read(node, base, &reading)
    }
    write = { record, style in
      YAMLLine(
        key: key, value: codec.write(record[keyPath: property], style), note: comment,
        isApart: isApart)
    }
    differs = { $0[keyPath: property] != $1[keyPath: property] }
    check = { record, path, problems in
      codec.check(
        record[keyPath: property], path.isEmpty ? key : "\(path).\(key)", &problems)
    }
  }
}
