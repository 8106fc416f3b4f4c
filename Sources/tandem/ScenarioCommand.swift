import ArgumentParser
import Quantities
import Specification

/// Lists, shows and checks scenarios.
struct ScenarioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario",
    abstract: "List the built-in scenarios, show one as YAML, or check a file.",
    subcommands: [List.self, Show.self, Check.self])
}

extension ScenarioCommand {
  /// Lists all that can be called by name.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List scenarios, and the clusters, chips and models that they can name.")

    func run() throws {
      let scenarios = Scenario.presets.map { ($0.name, $0.value.summary) }
      let clusters = Cluster.presets.map { ($0.name, Self.line($0.value)) }
      let chips = Chip.presets.map { ($0.name, Self.line($0.value)) }
      let models = Transformer.presets.map { ($0.name, Self.line($0.value)) }
      let width = (scenarios + clusters + chips + models).map(\.0.count).max() ?? 0
      for (title, rows) in [
        ("Scenarios (the first is the default)", scenarios), ("Clusters", clusters),
        ("Chips", chips), ("Models", models),
      ] {
        try writeOutput(title + "\n")
        for (name, line) in rows {
          let gap = String(repeating: " ", count: width - name.count)
          try writeOutput("  \(name)\(gap)  \(line)\n")
        }
      }
    }

    private static func line(_ cluster: Cluster) -> String {
      let supernodes =
        cluster.serversPerSupernode == 1
        ? "\(cluster.servers) servers"
        : "\(cluster.supernodes) × \(cluster.serversPerSupernode) servers"
      return "\(cluster.cards) × \(cluster.chip.name), \(cluster.dies) dies, \(supernodes)"
    }

    private static func line(_ chip: Chip) -> String {
      "\(chip.diesPerCard) × \(chip.matrix.teraflops.fixed(0)) TFLOPS BF16, "
        + "\(chip.diesPerCard) × \(chip.memory) at \(chip.memoryBandwidth.gigabytesPerSecond.fixed(0)) GB/s"
    }

    private static func line(_ model: Transformer) -> String {
      let experts = model.experts.map { ", \($0.routed) experts, \($0.active) active" } ?? ", dense"
      return "\(model.layers) layers, hidden \(model.hidden)\(experts)"
    }
  }

  /// Prints a scenario, or a part of one, as YAML.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a scenario, a cluster, a chip or a model as YAML, to edit and run.")

    @Argument(
      help: "A name, as 'tandem scenario list' tells them, or a scenario file.",
      completion: Completions.part)
    var name: String

    @Flag(help: "Write every figure out, with its source, instead of naming cluster and model.")
    var full = false

    func run() throws {
      if let part = Self.part(name) {
        return try writeOutput(part)
      }
      let others =
        Cluster.presets.map(\.name) + Chip.presets.map(\.name) + Transformer.presets.map(\.name)
      let document = try ScenarioFiles.orExit { () throws(ScenarioError) in
        try ScenarioFiles.named(name, others: others)
      }
      try writeOutput("# Edit it, then: tandem scenario check FILE; tandem run FILE\n")
      try writeOutput(document.scenario.yaml(full ? .full : .brief))
    }

    /// A cluster, chip or model, as it can stand in a scenario.
    private static func part(_ name: String) -> String? {
      Cluster.presets.first { $0.name == name }?.value.yaml()
        ?? Chip.presets.first { $0.name == name }?.value.yaml()
        ?? Transformer.presets.first { $0.name == name }?.value.yaml()
    }
  }

  /// Checks a scenario file.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a scenario file; exit with 2 and one line on what is wrong.")

    @Argument(
      help: "A scenario file, - for standard input, or a name.", completion: Completions.scenario)
    var file: String

    @OptionGroup var changes: ScenarioChanges

    func run() throws {
      let scenario = try ScenarioFiles.orExit { () throws(ScenarioError) in
        try ScenarioFiles.runnable(file, settings: changes.settings).scenario
      }
      try writeOutput("\(file): ok: \(Self.line(scenario))\n")
    }

    private static func line(_ scenario: Scenario) -> String {
      let training = scenario.training
      let degrees = [
        ("TP", training.tensor), ("PP", training.pipeline), ("VPP", training.virtualPipeline),
        ("EP", training.expert), ("CP", training.context), ("DP", scenario.trainingData),
      ].filter { $0.1 > 1 }.map { "\($0.0)\($0.1)" }.joined(separator: "·")
      return
        "\(scenario.name), \(scenario.workload.samplesPerStep) samples a step, "
        + "\(scenario.trainingDies.count) dies train\(degrees.isEmpty ? "" : " as \(degrees)"), "
        + "\(scenario.rolloutDies.count) roll out as \(scenario.replicas) × "
        + "\(scenario.rollout.diesPerReplica)"
    }
  }
}
