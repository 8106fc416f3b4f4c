/// One of the ways in which a value can be given: a bare word, or a word with what belongs to it.
struct Variant<Value> {
  /// The word.
  let key: String
  /// How it is spelled, for messages.
  let spelling: String
  /// Reads what belongs to the word; `nil` for a bare word.
  let read: Codec<Value>.Read?
  /// The value of a bare word.
  let bare: Value?
  /// Writes a value; `nil` where it is given in another way.
  let write: (Value, YAMLStyle) -> YAMLTree?
  /// Checks a value, if it is given in this way.
  let check: (Value, String, inout [Problem]) -> Void

  /// A bare word.
  static func word(_ key: String, _ value: Value) -> Variant where Value: Equatable {
    Variant(
      key: key, spelling: key, read: nil, bare: value,
      write: { given, _ in given == value ? .plain(key) : nil },
      check: { _, _, _ in })
  }

  /// A word with a payload; `shape` is how the payload looks, for messages.
  static func carrying<Payload>(
    _ key: String, _ shape: String, _ codec: Codec<Payload>, make: @escaping (Payload) -> Value,
    take: @escaping (Value) -> Payload?
  ) -> Variant {
    Variant(
      key: key, spelling: "{\(key): \(shape)}",
      read: { node, base, reading throws(ScenarioError) in
        make(try codec.read(node, base.flatMap(take), &reading))
      },
      bare: nil,
      write: { value, style in
        take(value).map { .flow([YAMLLine(key: key, value: codec.write($0, style))]) }
      },
      check: { value, path, problems in
        if let payload = take(value) { codec.check(payload, "\(path).\(key)", &problems) }
      })
  }
}

extension Codec {
  /// A value that is given in one of several ways.
  static func variants(_ variants: [Variant<Value>]) -> Codec {
    let spellings = variants.map(\.spelling)
    let remedy = "write \(spellings.joined(separator: " or "))"
    return Codec(
      read: { node, base, reading throws(ScenarioError) in
        switch node.content {
        case .scalar(let word, _):
          guard let variant = variants.first(where: { $0.key == word }) else {
            throw reading.mismatch(node, remedy)
          }
          guard let value = variant.bare else {
            throw ScenarioError(
              at: node.mark, what: "\(reading.path.keyName) is \(word) alone",
              remedy: "say more: \(variant.spelling)")
          }
          reading.marks.forget(below: reading.path)
          return value
        case .mapping(let entries):
          guard let entry = entries.first, entries.count == 1 else {
            throw ScenarioError(
              at: node.mark, what: "\(reading.path.keyName) has \(entries.count) keys",
              remedy: remedy)
          }
          guard let variant = variants.first(where: { $0.key == entry.key }) else {
            throw ScenarioError(
              at: entry.mark, what: "unknown key \(entry.key.cited) in \(reading.path.keyName)",
              remedy: Suggestion.nearest(to: entry.key, among: variants.map(\.key))
                .map { "did you mean '\($0)'?" } ?? remedy)
          }
          guard let read = variant.read else {
            throw ScenarioError(
              at: entry.mark, what: "\(entry.key) takes nothing", remedy: "write \(entry.key) alone"
            )
          }
          return try reading.descend(to: entry.key, entry.value) {
            node, reading throws(ScenarioError) in try read(node, base, &reading)
          }
        case .sequence: throw reading.mismatch(node, remedy)
        }
      },
      write: { value, style in
        variants.lazy.compactMap { $0.write(value, style) }.first ?? .plain("none")
      },
      check: { value, path, problems in
        for variant in variants { variant.check(value, path, &problems) }
      })
  }
}
