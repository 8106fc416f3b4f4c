/// What a reader of scenarios knows on its way through a document.
struct Reading {
  /// Where the values stand that were read so far.
  var marks: MarkTable
  /// The key path of the value that is being read.
  private(set) var path = ""
  /// The file that is being read; other files are found beside it.
  let file: String
  /// Reads other files.
  let readFile: FileReader

  /// Begins a document.
  init(file: String, marks: MarkTable, readFile: @escaping FileReader) {
    self.file = file
    self.marks = marks
    self.readFile = readFile
  }

  /// Reads a value below the present one.
  mutating func descend<Value>(
    to key: String, _ node: YAMLNode,
    _ read: (YAMLNode, inout Reading) throws(ScenarioError) -> Value
  ) throws(ScenarioError) -> Value {
    let outer = path
    path = outer.isEmpty ? key : "\(outer).\(key)"
    marks.set(node.mark, for: path)
    let value = try read(node, &self)
    path = outer
    return value
  }

  /// An error at a node: what it is and what would be right.
  func mismatch(_ node: YAMLNode, _ remedy: String) -> ScenarioError {
    ScenarioError(at: node.mark, what: "\(path.keyName) is \(node.summary)", remedy: remedy)
  }

  /// A path in the scenario, as it is seen from where the scenario's own file stands.
  func resolved(_ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    return "\(file[...slash])\(path)"
  }
}

extension String {
  /// What a key path's last part is called in messages: the key, or which item of a list.
  var keyName: String {
    guard let dot = lastIndex(of: ".") else { return isEmpty ? "the scenario" : self }
    let key = self[index(after: dot)...]
    guard let item = Int(key) else { return String(key) }
    return "item \(item + 1) of \(String(self[..<dot]).keyName)"
  }
}
