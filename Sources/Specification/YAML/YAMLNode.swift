/// A value in a YAML text, with the place where it stands.
struct YAMLNode: Sendable {
  /// What a node holds.
  enum Content: Sendable {
    /// A word, number or text; plain ones stand without quotes.
    case scalar(String, isPlain: Bool)
    /// A list.
    case sequence([YAMLNode])
    /// Keys with their values, in the order of the text.
    case mapping([YAMLEntry])
  }

  /// What the node holds.
  var content: Content
  /// Where it stands.
  var mark: SourceMark
}

/// A key with its value.
struct YAMLEntry: Sendable {
  /// The key.
  var key: String
  /// Where the key stands.
  var mark: SourceMark
  /// The value.
  var value: YAMLNode
}

extension YAMLNode {
  /// What a scalar says; `nil` for lists and mappings.
  var text: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }

  /// Tells whether the node says that there is nothing: an empty value, `~`, `null` or `none`.
  var isNone: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL", "none"].contains(text)
  }

  /// The node in a few words, to say what was found where something else should be.
  var summary: String {
    switch content {
    case .scalar("", _): "empty"
    case .scalar(let text, _): text.cited
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The value of a key of a mapping.
  func entry(_ key: String) -> YAMLEntry? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }
  }
}
