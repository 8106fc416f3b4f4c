import Exploration
import Quantities
import Specification
import Telemetry

extension RunReport {
  /// The report as lines of JSON: one for each of its steps, and the summary.
  public func jsonLines(_ steps: [StepRecord]) -> String {
    var text = ""
    for step in steps { text += step.json(cards: cards).text + "\n" }
    return text + summary.text + "\n"
  }

  /// The summary as JSON: `{"summary":{…}}`.
  public var summary: JSON {
    var members: [JSON.Member] = [
      .init("scenario", .string(scenario.name)), .init("seed", .string(String(scenario.seed))),
      .init("cards", .integer(cards)), .init("dies", .integer(scenario.cluster.dies)),
      .init("steps", .integer(steps.count)), .init("simulated_s", .number(ending.time.seconds)),
      .init("events", .integer(Int64(clamping: ending.events))),
      .init("means", steps.means.map(json) ?? .null),
      .init(
        "inputs",
        .array(
          inputs.map { ["at_s": .number($0.time.seconds), "input": .string($0.action.text)] })),
      .init("hash", .hash(ending.hash)), .init("state", .hash(ending.state)),
    ]
    if let serving { members.append(.init("serving", serving.json)) }
    if let word = verification.word {
      members.append(.init("replay", .string(word)))
      members.append(.init("replay_note", .string(verification.description)))
    }
    return ["summary": .object(members)]
  }

  private func json(_ means: StepMeans) -> JSON {
    [
      "first_step": .integer(means.firstStep), "last_step": .integer(means.lastStep),
      "steps": .integer(means.count), "seconds": .number(means.seconds),
      "tokens": .number(means.tokens), "tokens_per_second": .number(means.tokensPerSecond),
      "tokens_per_second_per_card": .number(means.tokensPerSecond / Double(cards)),
      "phases": .object(
        Role.allCases.map { .init($0.key, .number(means.roleSeconds[Int($0.rawValue)])) }),
      "staleness_mean": .number(means.meanStaleness),
      "staleness_max": .integer(means.maxStaleness), "samples": .number(means.samples),
      "shares": .object(
        Activity.allCases.map { .init($0.key, .number(means.shares[Int($0.rawValue)])) }),
    ]
  }
}
