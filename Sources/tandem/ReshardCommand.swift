import ArgumentParser
import Quantities
import Resharding
import Specification

/// Plans how weights get from training's layout into rollout's, by every strategy.
struct ReshardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reshard",
    abstract: "Plan the way of the weights from training to rollout: bytes, bound, memory, time.",
    discussion: """
      Layouts are degrees with anything between them: tp4-pp8-ep8, or "TP2 DP64 EP128". What is left \
      out is 1; training's data-parallel degree and the number of replicas follow from the dies.
      """)

  @Argument(help: "A scenario's name or file.")
  var scenario = "pangu-cm384"

  @OptionGroup var changes: ScenarioChanges

  @Option(
    help: ArgumentHelp("Training's layout, instead of the scenario's.", valueName: "layout"),
    transform: LayoutText.init)
  var from: LayoutText?

  @Option(
    help: ArgumentHelp("Rollout's layout, instead of the scenario's.", valueName: "layout"),
    transform: LayoutText.init)
  var to: LayoutText?

  @Option(
    help: ArgumentHelp(
      "Only this strategy: "
        + ReshardStrategy.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "name"))
  var strategy: ReshardStrategy?

  @Option(
    help: ArgumentHelp(
      "The largest message; by default the scenario's, or what the fullest die has room for.",
      valueName: "MiB"))
  var bucket: Int?

  @Flag(help: "Give rollout's ranks to the dies that hold most of what they need.")
  var regroup = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Dies whose weights are lost.", valueName: "die"))
  var lost: [Int] = []

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if let bucket, !(1...1 << 20).contains(bucket) {
      throw ValidationError("a bucket of \(bucket) MiB; 1 to \(1 << 20) are possible")
    }
  }

  func run() throws {
    let scenario = try load()
    let report = try Failing.orExit(naming: scenario.name) { try plan(scenario) }
    try writeOutput(json ? report.json + "\n" : report.text)
  }

  private func load() throws -> Scenario {
    var scenario = try ScenarioFiles.orExit { () throws(ScenarioError) in
      try ScenarioFiles.document(self.scenario, settings: changes.settings).scenario
    }
    try scenario.requireTraining()
    from?.apply(to: &scenario.training)
    to?.apply(to: &scenario.rollout)
    if let problem = scenario.problems().first {
      writeMessage("\(scenario.name): \(problem)")
      throw Failing.unusableInput
    }
    return scenario
  }

  private func plan(_ scenario: Scenario) throws -> ReshardReport {
    let catalogue = TensorCatalogue(scenario.model)
    let cluster = scenario.cluster
    if let die = lost.first(where: { !(0..<cluster.dies).contains($0) }) {
      throw ValidationError("there is no die \(die) to lose; give 0 to \(cluster.dies - 1)")
    }
    let source = WeightLayout(
      scenario.training, model: scenario.model, dies: scenario.trainingDies)
    var target = WeightLayout(
      scenario.rollout, model: scenario.model, dies: scenario.rolloutDies)
    for layout in [source, target] {
      try layout.check(catalogue, layers: scenario.model.layers)
    }
    if regroup { target = try target.regrouped(toOverlap: source, catalogue) }
    let transfers = try TransferPlan(
      catalogue, from: source, to: target, on: cluster, without: lost)
    let room = try transfers.largestBucket(on: cluster)
    let size = bucket.map { Bytes(Int64($0) << 20) } ?? min(scenario.policy.reshardBucket, room)
    guard size <= room else {
      throw ValidationError("a bucket of \(size), but the fullest die has room for \(room)")
    }
    let isFused = scenario.policy.placement.sharesDies
    let strategies = strategy.map { [$0] } ?? ReshardStrategy.allCases
    return ReshardReport(
      name: scenario.name, dies: (scenario.trainingDies, scenario.rolloutDies), room: room,
      plans: strategies.map {
        ReshardPlan(transfers, on: cluster, strategy: $0, sharesDies: isFused, bucket: size)
      },
      schedule: TransferSchedule(transfers, on: cluster, bucket: size),
      arrivals: LayerArrivals(transfers, layers: scenario.model.layers, on: cluster).seconds)
  }
}

extension ReshardStrategy: ExpressibleByArgument {}
