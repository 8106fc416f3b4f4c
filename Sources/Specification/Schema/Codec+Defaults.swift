extension Codec {
  /// The same, where some mappings that start from nothing may leave keys out.
  func withDefaults(
    _ defaults: [(key: String, value: YAMLNode.Content)], where holds: @escaping (YAMLNode) -> Bool
  ) -> Codec {
    Codec(
      read: { node, base, reading throws(ScenarioError) in
        guard base == nil, holds(node) else { return try read(node, base, &reading) }
        return try read(node.adding(defaults), nil, &reading)
      },
      write: write, check: check, words: words)
  }
}

extension YAMLNode {
  /// Whether a mapping has something at a key.
  func has(_ key: String) -> Bool { entry(key).map { !$0.value.isNone } ?? false }

  /// The mapping with further entries for keys that it does not have; anything else as it is.
  fileprivate func adding(_ defaults: [(key: String, value: YAMLNode.Content)]) -> YAMLNode {
    guard case .mapping(let entries) = content else { return self }
    var node = self
    node.content = .mapping(
      entries
        + defaults.filter { entry($0.key) == nil }.map {
          YAMLEntry(key: $0.key, mark: mark, value: YAMLNode(content: $0.value, mark: mark))
        })
    return node
  }
}
