import ArgumentParser
import Specification

/// Which scenario, under which policy, with which changes.
struct ScenarioOptions: ParsableArguments {
  @Argument(
    help: "A scenario's name, a file, or - for standard input.", completion: Completions.scenario)
  var scenario = Scenario.panguCM384.name

  @Option(
    help: ArgumentHelp(
      "Run a published policy in place of the scenario's own; 'tandem compare --help' lists them.",
      valueName: "name"),
    completion: .list(PolicyPreset.all.map(\.name)))
  var policy: String?

  @OptionGroup var changes: ScenarioChanges

  /// The scenario with what is known of its file.
  ///
  /// - Parameter checksMemory: whether a phase that does not fit is told here, rather than by beginning
  ///   the run.
  /// - Returns: the scenario and where in the file each of its keys stands.
  /// - Throws: an exit code, once what is wrong was told.
  func document(checksMemory: Bool) throws -> ScenarioDocument {
    try ScenarioFiles.orExit { () throws(ScenarioError) in
      checksMemory
        ? try ScenarioFiles.runnable(scenario, policy: policy, settings: changes.settings)
        : try ScenarioFiles.document(scenario, policy: policy, settings: changes.settings)
    }
  }
}

/// Keys of a scenario that are changed before it is used.
struct ScenarioChanges: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Change a key of the scenario first, as in policy.staleness=2.", valueName: "key=value"))
  var settings: [String] = []
}
