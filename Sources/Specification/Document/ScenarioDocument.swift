/// A scenario together with where its values were written, so that whatever turns out to be wrong with
/// it can be told at its line.
public struct ScenarioDocument: Sendable {
  /// The scenario.
  public private(set) var scenario: Scenario
  private var marks: MarkTable

  /// Takes a scenario that was written nowhere: a preset, or one made by a program.
  public init(_ scenario: Scenario) {
    self.scenario = scenario
    marks = MarkTable(root: SourceMark(whole: scenario.name))
  }

  /// Reads a scenario.
  ///
  /// It may be given in full, or say `extends:` with the name of a preset or the path of another file
  /// and change only some keys. Nothing is thrown that is not about the text or a file that it names;
  /// no text of any kind makes this crash.
  ///
  /// - Throws: the first thing that is wrong with it, with file, line and column.
  public init(
    yaml: String, file: String, readFile: @escaping FileReader = ScenarioDocument.noFiles
  ) throws(ScenarioError) {
    self = try ScenarioDocument(yaml: yaml, file: file, readFile: readFile, depth: 0)
    try validate()
  }

  /// Changes some settings, all together, and checks the outcome.
  ///
  /// - Throws: the first thing that is wrong with them; the document is unchanged then.
  public mutating func apply(
    _ settings: [ScenarioSetting], readFile: @escaping FileReader = ScenarioDocument.noFiles
  ) throws(ScenarioError) {
    guard let last = settings.last else { return }
    var changed = self
    changed.marks.addLayer(root: SourceMark(whole: last.description))
    for setting in settings { try changed.patch(setting, readFile: readFile) }
    try changed.validate()
    self = changed
  }

  /// Where the value at a key path was written, as in "training.tp".
  ///
  /// The place of the nearest value around it where it was not written itself.
  public func mark(of keyPath: String) -> SourceMark { marks.mark(of: keyPath) }

  /// The error that tells a problem at the line where it was written.
  public func error(_ problem: Problem) -> ScenarioError {
    ScenarioError(
      at: marks.mark(ofFirst: problem.keyPaths), what: problem.what, remedy: problem.remedy)
  }

  /// Reads no files: for texts that should stand by themselves.
  public static let noFiles: FileReader = {
    _ throws(FileFailure) in throw FileFailure("no other files are read here")
  }
}

extension ScenarioDocument {
  /// Files that extend each other in a row.
  private static let chainLimit = 8

  /// Reads a scenario without checking it as a whole.
  private init(
    yaml: String, file: String, readFile: @escaping FileReader, depth: Int
  ) throws(ScenarioError) {
    let root = try YAMLNode.parse(yaml, file: file)
    let start = SourceMark(file: file, line: 1, column: 1)
    guard case .mapping(let entries) = root.content else {
      throw ScenarioError(
        at: root.mark, what: "the scenario is \(root.summary)",
        remedy: "write keys with their values, as 'tandem scenario show pangu-cm384' does")
    }
    var node = root
    node.content = .mapping(entries.filter { $0.key != "extends" })
    let stem = file.fileStem
    if root.entry("name") == nil, !stem.isEmpty, case .mapping(let rest) = node.content {
      let name = YAMLNode(content: .scalar(stem, isPlain: true), mark: start)
      node.content = .mapping([YAMLEntry(key: "name", mark: start, value: name)] + rest)
    }
    var base: ScenarioDocument?
    if let extends = root.entry("extends") {
      base = try Self.base(extends.value, file: file, readFile: readFile, depth: depth)
    }
    var table = base?.marks ?? MarkTable(root: start)
    table.addLayer(root: root.entry("extends")?.value.mark ?? root.mark)
    var reading = Reading(file: file, marks: table, readFile: readFile)
    scenario = try Codec<Scenario>.scenario.read(node, base?.scenario, &reading)
    marks = reading.marks
  }

  /// What a scenario extends.
  private static func base(
    _ node: YAMLNode, file: String, readFile: @escaping FileReader, depth: Int
  ) throws(ScenarioError) -> ScenarioDocument {
    let name = node.text ?? ""
    guard name.isFilePath else {
      if let preset = Scenario.presets.first(where: { $0.name == name }) {
        return ScenarioDocument(preset.value)
      }
      throw ScenarioError(
        at: node.mark, what: "extends is \(node.summary), which names no scenario",
        remedy: Suggestion.remedy(for: name, among: Scenario.presets.map(\.name))
          + "; a file's name ends in .yaml")
    }
    guard depth < chainLimit else {
      throw ScenarioError(
        at: node.mark, what: "more than \(chainLimit) files extend each other",
        remedy: "extend no file that extends this one")
    }
    let path = Reading(file: file, marks: MarkTable(root: node.mark), readFile: readFile)
      .resolved(name)
    let yaml: String
    do {
      yaml = try readFile(path)
    } catch {
      throw ScenarioError(
        at: node.mark, what: "file \(name.cited) cannot be read: \(error.reason)",
        remedy: "name a file by its path from this one")
    }
    return try ScenarioDocument(yaml: yaml, file: path, readFile: readFile, depth: depth + 1)
  }

  /// Changes one setting, without checking the scenario as a whole.
  private mutating func patch(
    _ setting: ScenarioSetting, readFile: @escaping FileReader
  ) throws(ScenarioError) {
    let mark = SourceMark(whole: setting.description)
    var reading = Reading(file: "", marks: marks, readFile: readFile)
    scenario = try Codec<Scenario>.scenario.read(try setting.node(at: mark), scenario, &reading)
    marks = reading.marks
  }

  /// Throws the first problem of the scenario as a whole.
  private func validate() throws(ScenarioError) {
    if let problem = scenario.problems().first { throw error(problem) }
  }
}

extension String {
  /// A file's name without folders and ending: what a scenario is called that has no name.
  fileprivate var fileStem: String {
    let name = split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
    return String(name[..<dot])
  }

  /// Whether `extends` names a file, not a preset.
  fileprivate var isFilePath: Bool {
    contains("/") || hasSuffix(".yaml") || hasSuffix(".yml")
  }
}
