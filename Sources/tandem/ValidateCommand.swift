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
    help: ArgumentHelp("Cases of a file instead of the built-in ones.", valueName: "file.csv"))
  var cases: String?

  func run() throws {
    let table = try read()
    var runs = RLCases()
    let results = Validation.run(table) { one in
      runs.answer(one) ?? PublishedReshard.seconds(one).map { .figure($0, ideal: one.weightBytes) }
    }
    let shown = results.filter { id == nil || $0.published.id == id }
    guard !shown.isEmpty || id == nil else {
      throw ValidationError("no case is called '\(id ?? "")'")
    }
    if json {
      for result in shown { print(ValidateReport.json(result)) }
    } else {
      print(ValidateReport.text(shown, single: id != nil), terminator: "")
    }
  }

  private func read() throws -> [PublishedCase] {
    guard let cases else { return PublishedCase.builtIn }
    let text: String
    do {
      text = try ScenarioFiles.read(cases)
    } catch {
      throw ValidationError("\(cases): \(error.reason)")
    }
    do {
      return try CaseTable.read(text)
    } catch {
      throw ValidationError("\(cases): \(error)")
    }
  }
}
