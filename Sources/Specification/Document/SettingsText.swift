/// A YAML text of keys with one plain value each, and where each stands: what a settings file is.
public struct SettingsText: Sendable {
  /// A key with its value.
  public struct Entry: Hashable, Sendable {
    /// The key.
    public var key: String
    /// Where the key stands.
    public var keyMark: SourceMark
    /// The value, as written.
    public var value: String
    /// Where the value stands.
    public var valueMark: SourceMark
  }

  /// The entries, in the order of the text; no key twice.
  public let entries: [Entry]

  /// Reads a text; one of nothing but comments has no entries.
  ///
  /// - Throws: what is wrong with the text, and where.
  public init(yaml: String, file: String) throws(ScenarioError) {
    let lines = yaml.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
    guard lines.contains(where: { !$0.isEmpty && !$0.hasPrefix("#") }) else {
      entries = []
      return
    }
    let root = try YAMLNode.parse(yaml, file: file)
    guard case .mapping(let mapping) = root.content else {
      throw ScenarioError(
        at: root.mark, what: "\(root.summary) stands where settings should",
        remedy: "write lines of 'key: value'")
    }
    var entries: [Entry] = []
    for entry in mapping {
      guard let text = entry.value.text else {
        throw ScenarioError(
          at: entry.value.mark, what: "\(entry.key.cited) is \(entry.value.summary)",
          remedy: "write one value behind the key")
      }
      entries.append(
        Entry(key: entry.key, keyMark: entry.mark, value: text, valueMark: entry.value.mark))
    }
    self.entries = entries
  }
}
