import ArgumentParser
import Specification

/// Finds scenarios for the commands that take one.
enum ScenarioFiles {
  /// The scenario that a command's user means: a preset's name, a file, or `-` for standard input; with
  /// a published policy in place of its own, if one is named, and settings changed after that.
  ///
  /// - Throws: what is wrong with it, with file, line and column.
  static func document(
    _ name: String, policy: String? = nil, settings: [String] = []
  ) throws(ScenarioError) -> ScenarioDocument {
    var changes: [ScenarioSetting] = []
    for setting in settings { changes.append(try ScenarioSetting(parsing: setting)) }
    var document = try named(name)
    if let policy {
      document = ScenarioDocument(try Self.policy(policy).applied(to: document.scenario))
    }
    if !changes.isEmpty { try document.apply(changes, readFile: read) }
    if let problem = document.scenario.problems().first { throw document.error(problem) }
    return document
  }

  /// Such a scenario, if it also fits in the dies' memory.
  ///
  /// - Throws: what is wrong with it, with file, line and column.
  static func runnable(
    _ name: String, policy: String? = nil, settings: [String] = []
  ) throws(ScenarioError) -> ScenarioDocument {
    let document = try document(name, policy: policy, settings: settings)
    try document.checkMemory()
    return document
  }

  /// The published policy of a name.
  static func policy(_ name: String) throws(ScenarioError) -> PolicyPreset {
    if let preset = PolicyPreset.named(name) { return preset }
    throw ScenarioError(
      at: SourceMark(whole: name), what: "no policy has this name",
      remedy: Suggestion.remedy(for: name, among: PolicyPreset.all.map(\.name)))
  }

  /// Ends the command with status 2 and the error on one line, if there is one.
  static func orExit<Value>(_ body: () throws(ScenarioError) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      writeMessage("\(error)")
      throw Failing.unusableInput
    }
  }

  /// Reads a whole text file.
  static func read(_ path: String) throws(FileFailure) -> String {
    guard let text = String(validating: try InputFile.bytes(of: path), as: UTF8.self) else {
      throw FileFailure("it is no text in UTF-8")
    }
    return text
  }

  /// The scenario of a name; `others` are names that the command takes besides those of scenarios.
  static func named(
    _ name: String, others: [String] = []
  ) throws(ScenarioError) -> ScenarioDocument {
    if let preset = Scenario.presets.first(where: { $0.name == name }) {
      return ScenarioDocument(preset.value)
    }
    let text: String
    do {
      text = try read(name)
    } catch {
      let names = Scenario.presets.map(\.name) + others
      throw ScenarioError(
        at: SourceMark(whole: name),
        what: "no scenario has this name, and as a file: \(error.reason)",
        remedy: Suggestion.remedy(for: name, among: names))
    }
    return try ScenarioDocument(yaml: text, file: name == "-" ? "stdin" : name, readFile: read)
  }
}

extension Scenario {
  /// Ends the command with status 2 where there is no training to speak of.
  func requireTraining() throws {
    guard isServing else { return }
    writeMessage("\(name): it only serves, so nothing is trained; take out workload.arrivals")
    throw Failing.unusableInput
  }
}
