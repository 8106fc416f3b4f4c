/// How one kind of value is read from YAML, written to it, and checked.
///
/// A scenario is described once, as codecs within codecs (`Codec+Scenario.swift`); reading, writing,
/// range checks, settings by path and suggestions all follow from that description.
struct Codec<Value> {
  /// Reads a value; where another one is given, what the node does not say is taken from it.
  typealias Read = (YAMLNode, Value?, inout Reading) throws(ScenarioError) -> Value

  /// Reads a value from a node.
  let read: Read
  /// Writes a value.
  let write: (Value, YAMLStyle) -> YAMLTree
  /// Tells what is wrong with a value that stands at a key path, by itself.
  let check: (Value, String, inout [Problem]) -> Void
  /// The words that may be written, for a comment; empty where there is no such choice.
  let words: [String]

  /// Makes a codec.
  init(
    read: @escaping Read, write: @escaping (Value, YAMLStyle) -> YAMLTree,
    check: @escaping (Value, String, inout [Problem]) -> Void = { _, _, _ in }, words: [String] = []
  ) {
    self.read = read
    self.write = write
    self.check = check
    self.words = words
  }
}

/// How much of a scenario is written out.
public enum YAMLStyle: Hashable, Sendable {
  /// Clusters and models by name, where they are just as the name has them.
  case brief
  /// Everything, so that the text means the same whatever names may mean later.
  case full
}
