extension Codec where Value: Hashable & Sendable {
  /// A value that may be called by name, given in full, or given as the change to a named one:
  /// `{extends: NAME, …}`.
  ///
  /// In brief style it is written by name where it equals a preset.
  func named(_ presets: [Preset<Value>], isWrittenByName: Bool = true) -> Codec {
    Codec(
      read: { node, base, reading throws(ScenarioError) in
        switch node.content {
        case .scalar(let name, _):
          reading.marks.forget(below: reading.path)
          return try Self.preset(name, node, presets, reading)
        case .mapping(let entries):
          guard let extends = node.entry("extends") else { return try read(node, base, &reading) }
          let name = extends.value.text ?? ""
          reading.marks.forget(below: reading.path)
          let origin = try Self.preset(name, extends.value, presets, reading)
          var rest = node
          rest.content = .mapping(entries.filter { $0.key != "extends" })
          return try read(rest, origin, &reading)
        case .sequence:
          return try read(node, base, &reading)
        }
      },
      write: { value, style in
        if style == .brief, isWrittenByName,
          let preset = presets.first(where: { $0.value == value })
        {
          return .plain(preset.name)
        }
        return write(value, style)
      },
      check: check)
  }

  private static func preset(
    _ name: String, _ node: YAMLNode, _ presets: [Preset<Value>], _ reading: Reading
  ) throws(ScenarioError) -> Value {
    if let preset = presets.first(where: { $0.name == name }) { return preset.value }
    throw ScenarioError(
      at: node.mark, what: "\(reading.path.keyName) is \(node.summary), which names nothing known",
      remedy: Suggestion.remedy(for: name, among: presets.map(\.name)))
  }
}
