import ArgumentParser
import CostModel
import Quantities
import Resharding
import Specification

/// Runs published measurements through the model and says how wrong it is.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Compare the cost model with published measurements, beside a naive guess.",
    discussion: """
      The naive guess is the group's median efficiency, the case itself left out. A group of more \
      than five where it wins is shown as a loss.
      """)

  @Flag(help: "One JSON object for each case; errors as signed fractions.")
  var json = false

  @Option(name: .customLong("case"), help: ArgumentHelp("Only this case.", valueName: "id"))
  var id: String?

  @Option(
    help: ArgumentHelp("Cases of a file instead of the built-in ones.", valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var cases: String?

  func run() throws {
    let table = try read()
    if let id, !table.contains(where: { $0.id == id }) {
      let near = Suggestion.nearest(to: id, among: table.map(\.id))
      let remedy = near.map { "did you mean '\($0)'?" } ?? "'tandem validate --json' tells all ids"
      writeMessage("no case is called '\(id)'; \(remedy)")
      throw Failing.unusableInput
    }
    var runs = RLCases()
    let results = Validation.run(table) { one in
      runs.answer(one) ?? PublishedReshard.predict(one).map { .figure($0, ideal: one.weightBytes) }
    }
    let shown = results.filter { id == nil || $0.published.id == id }
    if json {
      for result in shown { try writeOutput(ValidateReport.json(result) + "\n") }
    } else {
      try writeOutput(ValidateReport.text(shown, single: id != nil))
    }
  }

  private func read() throws -> [PublishedCase] {
    guard let cases else { return PublishedCase.builtIn }
    let text = try Failing.orExit(naming: cases) { try ScenarioFiles.read(cases) }
    return try Failing.orExit(naming: cases) { try CaseTable.read(text) }
  }
}
