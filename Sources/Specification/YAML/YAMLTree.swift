/// A value to be written as YAML.
indirect enum YAMLTree: Hashable {
  /// A word, a number, an amount: written as it is.
  case plain(String)
  /// A text: quoted or folded where it must be.
  case text(String)
  /// A list on one line, or as many as it takes.
  case list([YAMLTree])
  /// A list with a line for each item.
  case items([YAMLTree])
  /// Keys with their values, a line each.
  case block([YAMLLine])
  /// Keys with their values in braces.
  case flow([YAMLLine])
}

/// A key with its value and a word on what it is.
struct YAMLLine: Hashable {
  /// The key.
  var key: String
  /// The value.
  var value: YAMLTree
  /// A comment behind the value; empty for none.
  var note = ""
  /// Whether an empty line stands before it.
  var isApart = false
}
