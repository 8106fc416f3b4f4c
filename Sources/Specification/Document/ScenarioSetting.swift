/// A change to one key of a scenario: `policy.staleness=2`.
public struct ScenarioSetting: Hashable, Sendable {
  /// Which key, as in "policy.staleness".
  public let keyPath: String
  /// The value, as it would be written in a scenario file.
  public let value: String

  /// Changes a key.
  public init(_ keyPath: String, to value: String) {
    self.keyPath = keyPath
    self.value = value
  }

  /// Reads `KEY=VALUE`.
  ///
  /// - Throws: what is wrong with it.
  public init(parsing text: String) throws(ScenarioError) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw ScenarioError(
        at: SourceMark(whole: text.cited), what: "no setting",
        remedy: "write KEY=VALUE, such as policy.staleness=2")
    }
    let value = text[text.index(after: equals)...]
    self.init(String(text[..<equals]), to: String(value))
  }

  /// The setting as a document that holds this one key.
  func node(at mark: SourceMark) throws(ScenarioError) -> YAMLNode {
    let keys = keyPath.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard keys.count <= YAMLNode.depthLimit, !keys.contains("") else {
      throw ScenarioError(
        at: mark, what: "\(keyPath.cited) is no key",
        remedy: "write keys with points between them, such as policy.staleness")
    }
    var node =
      value.isEmpty
      ? YAMLNode(content: .scalar("", isPlain: true), mark: mark)
      : try YAMLNode.parse(value, file: mark.file, fixedMark: mark)
    for key in keys.reversed() {
      node = YAMLNode(
        content: .mapping([YAMLEntry(key: key, mark: mark, value: node)]), mark: mark)
    }
    return node
  }
}

extension ScenarioSetting: CustomStringConvertible {
  /// The setting as the command line has it.
  public var description: String { "\(keyPath)=\(value)" }
}
