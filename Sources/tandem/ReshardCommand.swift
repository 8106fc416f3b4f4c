import ArgumentParser
import CostModel
import Quantities
import Resharding
import Specification

/// Plans how weights get from training's layout into rollout's, by every strategy.
struct ReshardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reshard",
    abstract: "Plan the way of the weights from training to rollout: bytes, bound, memory, time.",
    discussion: """
      Layouts are words with anything between them: tp4-pp8-ep8, or "TP2 DP64 EP128 INT8". What is \
      left out is 1; training's data-parallel degree and the number of replicas follow from the dies. \
      \(LayoutWords.help)
      """)

  @Argument(help: "A scenario's name or file.", completion: Completions.scenario)
  var scenario = "pangu-cm384"

  @OptionGroup var changes: ScenarioChanges

  @Option(
    help: ArgumentHelp("Training's layout, instead of the scenario's.", valueName: "layout"),
    transform: { try LayoutWords($0) })
  var from: LayoutWords?

  @Option(
    help: ArgumentHelp("Rollout's layout, instead of the scenario's.", valueName: "layout"),
    transform: { try LayoutWords($0) })
  var to: LayoutWords?

  @Option(help: ArgumentHelp("Dies that train, as in 0-383.", valueName: "first-last"))
  var fromDies: DieRange?

  @Option(help: ArgumentHelp("Dies that roll out, as in 384-767.", valueName: "first-last"))
  var toDies: DieRange?

  @Option(
    help: ArgumentHelp(
      "Only this strategy: "
        + ReshardStrategy.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "name"))
  var strategy: ReshardStrategy?

  @Option(
    help: ArgumentHelp(
      "The software that moves: "
        + ReshardBackend.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "name"))
  var backend: ReshardBackend?

  @Option(
    help: ArgumentHelp(
      "Memory for a die's messages; by default the scenario's, or what the fullest die has room for.",
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

  /// Messages that a schedule is made for, about five seconds' worth.
  private static let mostMessages = 1 << 20

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
    if let backend { scenario.policy.reshardBackend = backend }
    return scenario
  }

  /// The layouts on both sides, each checked.
  private func layouts(
    _ scenario: Scenario
  ) throws -> (source: WeightLayout, target: WeightLayout) {
    let model = scenario.model
    let pools = (
      fromDies?.dies ?? scenario.trainingDies, toDies?.dies ?? scenario.rolloutDies
    )
    for pool in [pools.0, pools.1] where pool.upperBound > scenario.cluster.dies {
      throw ValidationError(
        "there is no die \(pool.upperBound - 1); give 0 to \(scenario.cluster.dies - 1)")
    }
    let source =
      try from.map { words in
        try naming("--from") {
          try words.training(over: scenario.training, model: model, dies: pools.0)
        }
      } ?? WeightLayout(scenario.training, model: model, dies: pools.0)
    let target =
      try to.map { words in
        try naming("--to") {
          try words.rollout(over: scenario.rollout, model: model, dies: pools.1)
        }
      } ?? WeightLayout(scenario.rollout, model: model, dies: pools.1)
    for layout in [source, target] {
      try layout.check(TensorCatalogue(model), layers: model.layers)
    }
    return (source, target)
  }

  /// Tells which option does not fit.
  private func naming(
    _ option: String, _ body: () throws -> WeightLayout
  ) throws -> WeightLayout {
    do {
      return try body()
    } catch {
      throw ValidationError("\(option): \(error)")
    }
  }

  private func plan(_ scenario: Scenario) throws -> ReshardReport {
    let cluster = scenario.cluster
    if let die = lost.first(where: { !(0..<cluster.dies).contains($0) }) {
      throw ValidationError("there is no die \(die) to lose; give 0 to \(cluster.dies - 1)")
    }
    let (source, target) = try layouts(scenario)
    var transfers = try TransferPlan(
      TensorCatalogue(scenario.model), from: source, to: target, on: cluster, without: lost)
    if regroup {
      transfers = try transfers.regrouped(on: cluster)
    } else if scenario.policy.reshardOrder == .overlap {
      transfers = try transfers.regrouped(within: cluster.diesPerServer, on: cluster)
    }
    let room = try transfers.largestBucket(on: cluster)
    let size = bucket.map { Bytes(Int64($0) << 20) } ?? min(scenario.policy.reshardBucket, room)
    guard size <= room else {
      throw ValidationError("a bucket of \(size), but the fullest die has room for \(room)")
    }
    let isShared = !Set(source.dies).isDisjoint(with: target.dies)
    let strategies = strategy.map { [$0] } ?? ReshardStrategy.allCases
    let length = TransferSchedule.size(transfers, on: cluster, bucket: size)
    let transport = Transport(scenario.policy.reshardBackend, on: cluster.chip)
    return ReshardReport(
      name: scenario.name, backend: scenario.policy.reshardBackend, transfers: transfers,
      room: room,
      plans: strategies.map {
        ReshardPlan(
          transfers, on: cluster, strategy: $0, sharesDies: isShared, bucket: size,
          transport: transport)
      },
      size: length,
      schedule: length.messages > Self.mostMessages
        ? nil : TransferSchedule(transfers, on: cluster, bucket: size),
      arrivals: LayerArrivals(transfers, layers: scenario.model.layers, on: cluster).seconds)
  }
}

extension ReshardStrategy: ExpressibleByArgument {}
extension ReshardBackend: ExpressibleByArgument {}
