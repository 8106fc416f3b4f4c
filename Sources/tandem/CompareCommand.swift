import ArgumentParser
import Session
import Simulation
import Specification

/// Compares policies on one scenario, or recorded sessions.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare policies on one scenario, or recorded sessions.",
    discussion: """
      With --policies, the scenario is run once for each, with the same seed and the same lengths; the \
      runs go side by side and the table is the same every time. Without it, each argument is a recorded \
      session, which is simulated again.

      Policies, each a published system of which only what a policy decides is modelled:
      \(policyLines)
      """)

  private static var policyLines: String {
    let width = PolicyPreset.all.map(\.name.count).max() ?? 0
    return PolicyPreset.all.map { preset in
      let space = String(repeating: " ", count: width - preset.name.count)
      return "  \(preset.name)\(space)  \(preset.paper): \(preset.summary). "
        + "Left out: \(preset.leftOut)."
    }.joined(separator: "\n")
  }

  @Argument(
    help: "A scenario's name or file; or session files.", completion: Completions.subject)
  var subjects = [Scenario.panguCM384.name]

  @Option(
    help: ArgumentHelp(
      "Policies by name, separated by commas, or 'all'; 'own' is the scenario's own.",
      valueName: "names"),
    completion: Completions.policies)
  var policies: String?

  @OptionGroup var changes: ScenarioChanges

  @Option(
    help: ArgumentHelp("Run so many RL steps; means leave out the first.", valueName: "count"))
  var steps = 6

  @Flag(help: "Print one JSON object for each policy or session.")
  var json = false

  @OptionGroup(title: "Two sessions side by side") var frame: FrameOptions

  @Option(
    help: ArgumentHelp("A theme's name or file, for the picture.", valueName: "theme"),
    completion: Completions.theme)
  var theme: String?

  mutating func validate() throws {
    if frame.isAsked, policies != nil || subjects.count != 2 {
      throw ValidationError("a frame shows two sessions; give two session files")
    }
    guard (2...100_000).contains(steps) else {
      throw ValidationError("\(steps) steps cannot be compared; ask for 2 to 100000")
    }
    if policies != nil, subjects.count != 1 {
      throw ValidationError("--policies takes one scenario, not \(subjects.count)")
    }
  }

  func run() throws {
    if frame.isAsked { return try drawFrame() }
    let rows = try policies.map(comparePolicies) ?? compareSessions()
    for row in rows where json { try writeOutput(row.json.text + "\n") }
    if !json { try writeOutput(ComparedRun.table(rows)) }
    if rows.allSatisfy({ $0.outcome == nil }) { throw Failing.unusableInput }
  }

  private func comparePolicies(_ names: String) throws -> [ComparedRun] {
    let scenario = try ScenarioFiles.orExit { () throws(ScenarioError) in
      try ScenarioFiles.document(subjects[0], settings: changes.settings).scenario
    }
    let chosen: [(String, Scenario)] =
      if names == "all" {
        PolicyPreset.all.map { ($0.name, $0.applied(to: scenario)) }
      } else {
        try names.split(separator: ",", omittingEmptySubsequences: false).map { name in
          if name == "own" { return ("own", scenario) }
          let preset = try ScenarioFiles.orExit { () throws(ScenarioError) in
            try ScenarioFiles.policy(String(name))
          }
          return (preset.name, preset.applied(to: scenario))
        }
      }
    return Parallel.map(chosen) { name, scenario in
      ComparedRun(name: name, scenario: scenario, steps: steps)
    }
  }

  private func compareSessions() throws -> [ComparedRun] {
    let sessions = try subjects.map { path in
      let bytes = try Failing.orExit(naming: path) { try InputFile.bytes(of: path) }
      return try Failing.orExit(Failing.damagedRecording, naming: path) {
        (path, try Session(parsing: bytes))
      }
    }
    return Parallel.map(sessions) { path, session in ComparedRun(name: path, session: session) }
  }
}
