import ArgumentParser
import CostModel
import Quantities
import Simulation
import Specification
import Telemetry

/// Estimates what a scenario costs, and what the time is made of.
struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "Estimate time, throughput, utilisation and memory, broken down into named terms.",
    subcommands: [Train.self, Prefill.self, Decode.self, Step.self])

  /// What all estimates take.
  struct Options: ParsableArguments {
    @Argument(help: "A scenario's name or file.", completion: Completions.scenario)
    var scenario = "pangu-cm384"

    @OptionGroup var changes: ScenarioChanges

    @Flag(help: "Print one JSON object.")
    var json = false

    func load() throws -> Scenario {
      try ScenarioFiles.orExit { () throws(ScenarioError) in
        try ScenarioFiles.document(scenario, settings: changes.settings).scenario
      }
    }

    /// Refuses a number that nothing can be estimated for.
    static func check(_ value: Int?, as name: String, most: Int) throws {
      guard let value, !(1...most).contains(value) else { return }
      throw ValidationError("\(name) \(value) cannot be estimated; ask for 1 to \(most)")
    }

    /// Prints the estimate; one that no die has the memory for ends the command with status 2.
    func show(_ report: EstimateReport) throws {
      try writeOutput(json ? report.json + "\n" : report.text)
      guard let problem = report.problem else { return }
      writeMessage("\(report.title) does not fit: \(problem)")
      throw Failing.unusableInput
    }
  }
}

extension EstimateCommand {
  /// A training step, all sequences at their mean length.
  struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A training step in which all sequences have the workload's mean length.")

    @OptionGroup var options: Options

    func run() throws {
      let scenario = try options.load()
      try scenario.requireTraining()
      let costs = StepCosts(scenario)
      let estimate = costs.estimateTraining()
      let cards = Double(scenario.trainingDies.count) / Double(scenario.cluster.chip.diesPerCard)
      var report = EstimateReport(title: "training step of \(scenario.name)")
      report.terms = estimate.pass.terms
      report.seconds = estimate.pass.total.value
      report.figures = [
        ("sequences", Double(estimate.sequences), ""), ("tokens_each", Double(estimate.tokens), ""),
        ("tokens_per_second", estimate.tokensPerSecond, "tokens/s"),
        ("tokens_per_second_per_card", estimate.tokensPerSecond / cards, "tokens/s"),
        ("mfu", estimate.utilisation, "causal attention counted"),
        ("mfu_full_attention", estimate.fullUtilisation, "the whole square counted"),
      ]
      for (stage, memory) in estimate.memory.enumerated() {
        report.memory.append(
          ("stage \(stage)", memory.items.map { ($0.item.rawValue, $0.bytes) }, memory.total))
      }
      report.capacity = scenario.cluster.chip.memory
      report.problem = Self.shortfall(estimate, capacity: scenario.cluster.chip.memory)
      try options.show(report)
    }

    private static func shortfall(_ estimate: TrainingEstimate, capacity: Bytes) -> String? {
      let worst = estimate.memory.enumerated().max { $0.element.total < $1.element.total }
      guard let worst, worst.element.total > capacity else { return nil }
      let largest = worst.element.items.max { $0.bytes < $1.bytes }
      return "stage \(worst.offset) is \(worst.element.total - capacity) short; "
        + "the largest item is \(largest?.item.rawValue ?? "weights"), \(largest?.bytes ?? .zero)"
    }
  }

  /// Prompts taken in by one replica.
  struct Prefill: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A prompt of the workload's mean length on every rank of a replica.")

    @OptionGroup var options: Options

    @Option(help: "Tokens of a prompt, instead of the workload's mean.")
    var tokens: Int?

    func validate() throws {
      try Options.check(tokens, as: "--tokens", most: 1_000_000_000)
    }

    func run() throws {
      let scenario = try options.load()
      let costs = StepCosts(scenario)
      let length = tokens ?? max(1, Int(scenario.workload.promptLength.mean.rounded()))
      let terms = costs.rollout.prefillTerms(prompt: length)
      var report = EstimateReport(title: "prefill of \(scenario.name)")
      report.terms = terms
      report.seconds = terms.reduce(0) { $0 + $1.seconds.value }
      let dies = scenario.rollout.diesPerReplica
      let all = Double(length * scenario.rollout.data)
      let cards = Double(dies) / Double(scenario.cluster.chip.diesPerCard)
      report.figures = [
        ("prompt_tokens", Double(length), "on each data-parallel rank"),
        ("tokens_per_second_per_card", all / report.seconds / cards, "tokens/s"),
      ]
      report.add(costs.rolloutMemory, capacity: scenario.cluster.chip.memory)
      try options.show(report)
    }
  }

  /// One decode step of a replica.
  struct Decode: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A decode step with so many samples on every rank of a replica.")

    @OptionGroup var options: Options

    @Option(help: "Samples on each data-parallel rank, instead of the most it takes.")
    var samples: Int?

    @Option(help: "Tokens of context of each sample, instead of prompt and half the response.")
    var context: Int?

    func validate() throws {
      try Options.check(context, as: "--context", most: 1_000_000_000)
    }

    func run() throws {
      let scenario = try options.load()
      try Options.check(samples, as: "--samples", most: scenario.rollout.maxSamplesPerRank)
      let costs = StepCosts(scenario)
      let batch = samples ?? scenario.rollout.maxSamplesPerRank
      let length =
        context.map(Double.init)
        ?? scenario.workload.promptLength.mean + scenario.workload.responseLength.mean / 2
      let rate = costs.decode(rankSamples: batch, replicaSamples: batch * scenario.rollout.data)
      let tokens = length * Double(batch)
      let step = rate.step(contextTokens: tokens).value
      var report = EstimateReport(title: "decode step of \(scenario.name)")
      report.terms = rate.terms(contextTokens: tokens)
      report.seconds = step
      let cards =
        Double(scenario.rollout.diesPerReplica) / Double(scenario.cluster.chip.diesPerCard)
      report.figures = [
        ("samples_per_rank", Double(batch), ""), ("context_tokens", length, "of each sample"),
        ("tpot_ms", step / rate.tokensPerStep * 1e3, "ms, what speculation gains counted"),
        (
          "tokens_per_second_per_card",
          Double(batch * scenario.rollout.data) * rate.tokensPerStep / step / cards, "tokens/s"
        ),
        ("cache_tokens_per_rank", Double(costs.cacheTokensPerRank), ""),
      ]
      report.add(costs.rolloutMemory, capacity: scenario.cluster.chip.memory)
      try options.show(report)
    }
  }

  /// An RL step, simulated.
  struct Step: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "An RL step, simulated with the lengths that the workload draws.")

    @OptionGroup var options: Options

    func run() throws {
      let scenario = try options.load()
      var simulation: Simulation
      do {
        simulation = try Simulation(scenario)
      } catch {
        throw ValidationError("\(scenario.name): \(error)")
      }
      var sink = NullSink()
      guard let record = simulation.runStep(into: &sink) else {
        throw ValidationError("\(scenario.name): \(simulation.stall ?? "the run cannot go on")")
      }
      var report = EstimateReport(title: "RL step of \(scenario.name)")
      report.seconds = record.duration.seconds
      report.figures = Role.allCases.map { role in
        (
          "\(role.name)_seconds", record.roles[Int(role.rawValue)].seconds,
          "s; phases may overlap"
        )
      }
      report.figures += [
        ("tokens", Double(record.tokens), ""),
        ("tokens_per_second", record.tokensPerSecond, "tokens/s"),
        (
          "tokens_per_second_per_card", record.tokensPerSecond / Double(scenario.cluster.cards),
          "tokens/s"
        ),
      ]
      // Die-time by activity, as seconds of the whole cluster: adds up to the step.
      report.terms = Activity.allCases.map { activity in
        CostTerm(
          name: activity.name, seconds: Seconds(record.share(of: activity) * report.seconds),
          source: Source("simulated; die-time over all dies", .derived))
      }.filter { $0.seconds > .zero }
      try options.show(report)
    }
  }
}
