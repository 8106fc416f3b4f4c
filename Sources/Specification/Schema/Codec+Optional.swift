extension Codec {
  /// A value that may be missing: `none` then.
  var optional: Codec<Value?> {
    Codec<Value?>(
      read: { node, base, reading throws(ScenarioError) in
        guard !node.isNone else {
          reading.marks.forget(below: reading.path)
          return nil
        }
        return try read(node, base ?? nil, &reading)
      },
      write: { value, style in value.map { write($0, style) } ?? .plain("none") },
      check: { value, path, problems in
        if let value { check(value, path, &problems) }
      },
      words: words.isEmpty ? [] : ["none"] + words)
  }

  /// A list of such values, each on a line of its own or all on one.
  func list(atMost limit: Int, isTall: Bool = false) -> Codec<[Value]> {
    Codec<[Value]>(
      read: { node, _, reading throws(ScenarioError) in
        guard case .sequence(let items) = node.content else {
          throw reading.mismatch(node, "write a list, in brackets or with '- ' before each item")
        }
        reading.marks.forget(below: reading.path)
        guard items.count <= limit else {
          throw ScenarioError(
            at: node.mark, what: "\(reading.path.keyName) has \(items.count) items",
            remedy: "write at most \(limit)")
        }
        var values: [Value] = []
        values.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
          values.append(
            try reading.descend(to: "\(index)", item) { node, reading throws(ScenarioError) in
              try read(node, nil, &reading)
            })
        }
        return values
      },
      write: { values, style in
        let items = values.map { write($0, style) }
        return isTall ? .items(items) : .list(items)
      },
      check: { values, path, problems in
        guard values.count <= limit else {
          problems.append(
            Problem(
              at: path, what: "\(path.keyName) has \(values.count) items",
              remedy: "give at most \(limit)"))
          return
        }
        for (index, value) in values.enumerated() { check(value, "\(path).\(index)", &problems) }
      })
  }
}
