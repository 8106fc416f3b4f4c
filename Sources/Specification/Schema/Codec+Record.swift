extension Codec {
  /// A mapping with known keys.
  ///
  /// `blank` is what keys that are left out are taken from; those without a sensible value there are
  /// required. `isFlat` puts a written record in braces on one line. `source` is the property that tells
  /// where the record's figures come from: it no longer holds once some of them were changed.
  static func record(
    blank: Value, isFlat: Bool = false, extra: [String] = [],
    source: WritableKeyPath<Value, Source>? = nil, _ fields: [Field<Value>]
  ) -> Codec {
    Codec(
      read: { node, base, reading throws(ScenarioError) in
        guard case .mapping(let entries) = node.content else {
          throw reading.mismatch(
            node, "write keys with their values: \(fields.map(\.key).joined(separator: ", "))")
        }
        if base == nil { reading.marks.forget(below: reading.path) }
        var record = base ?? blank
        for entry in entries {
          guard let field = fields.first(where: { $0.key == entry.key }) else {
            throw unknownKey(entry, among: fields, extra: extra, reading)
          }
          try reading.descend(to: entry.key, entry.value) { node, reading throws(ScenarioError) in
            try field.read(&record, node, base != nil, &reading)
          }
        }
        if let base {
          if let source, node.entry("source") == nil {
            let hasChanged = fields.contains { $0.isFigure && $0.differs(record, base) }
            if hasChanged { record[keyPath: source] = record[keyPath: source].afterChange }
          }
          return record
        }
        let missing = fields.filter { field in
          field.isRequired && !entries.contains { $0.key == field.key }
        }
        guard missing.isEmpty else {
          throw missingKeys(missing.map(\.key), node, reading)
        }
        return record
      },
      write: { record, style in
        let lines = fields.map { $0.write(record, style) }
        return isFlat ? .flow(lines) : .block(lines)
      },
      check: { record, path, problems in
        for field in fields { field.check(record, path, &problems) }
      })
  }

  private static func unknownKey(
    _ entry: YAMLEntry, among fields: [Field<Value>], extra: [String], _ reading: Reading
  ) -> ScenarioError {
    let words = fields.flatMap { [$0.key] + $0.synonyms } + extra
    var remedy = "known are \((extra + fields.map(\.key)).joined(separator: ", "))"
    if let word = Suggestion.nearest(to: entry.key, among: words) {
      let field = fields.first { $0.key == word || $0.synonyms.contains(word) }
      remedy = "did you mean '\(field?.key ?? word)'?"
    }
    let place = reading.path.isEmpty ? "" : " in \(reading.path.keyName)"
    return ScenarioError(
      at: entry.mark, what: "unknown key \(entry.key.cited)\(place)", remedy: remedy)
  }

  private static func missingKeys(
    _ keys: [String], _ node: YAMLNode, _ reading: Reading
  ) -> ScenarioError {
    ScenarioError(
      at: node.mark,
      what: "\(reading.path.keyName) lacks \(keys.joined(separator: ", "))",
      remedy: reading.path.isEmpty
        ? "add \(keys.count == 1 ? "it" : "them"), or begin with 'extends: pangu-cm384'"
        : "add \(keys.count == 1 ? "it" : "them")")
  }
}
