import CostModel
import Quantities
import Resharding
import Specification
import Telemetry

/// Plans the trainer's legs from a batch to new weights.
struct TrainingPlan: Sendable {
  private struct Figures: Sendable {
    let scenario: Scenario
    let costs: StepCosts
    let reshard: ReshardPlan
  }

  /// One element: in an array, so that copying the plan, as every fork does, does not copy the figures.
  private let shared: [Figures]

  /// What passes over batches take, as far as it is known; one element, as of `shared`.
  private var memo: [StepMemo]

  /// How many times as long the trainer takes because of cards that turned slow.
  var slowdown = 1.0

  /// What is planned for.
  var scenario: Scenario { shared[0].scenario }
  /// What everything costs.
  var costs: StepCosts { shared[0].costs }
  /// How weights go from training to rollout.
  var reshard: ReshardPlan { shared[0].reshard }

  /// Makes the plan of a scenario; of one that a knob made, `old` is the plan before.
  ///
  /// What goes where depends on layouts, placement and strategy alone: else the transfers stay.
  init(_ scenario: Scenario, after old: TrainingPlan? = nil) {
    let isSame =
      old.map {
        $0.scenario.policy.placement == scenario.policy.placement
          && $0.scenario.policy.reshard == scenario.policy.reshard
          && $0.scenario.policy.streamsLayers == scenario.policy.streamsLayers
      } ?? false
    let kept = isSame ? old?.reshard : nil
    let costs = StepCosts(scenario)
    memo = [StepMemo(costs)]
    shared = [
      Figures(scenario: scenario, costs: costs, reshard: kept ?? ReshardPlan(scenario))
    ]
  }

  /// Whether rollout and training take turns on the same dies.
  var isFused: Bool { scenario.policy.placement == .fused }

  /// Whether training's state leaves the dies while they roll out.
  var offloads: Bool { scenario.policy.memory == .offload }

  /// Whether samples come to the trainer one by one, while it has dies of its own to read them on.
  var streams: Bool { !isFused && scenario.policy.dataPath == .distributedQueue }

  /// Whether the trainer leaves new weights in the hosts' memory, for replicas to take when they like.
  var leavesWeights: Bool { !isFused && scenario.policy.coupling == .asynchronous }

  /// How long a replica takes to load new weights from its hosts.
  var weightLoading: SimDuration { SimDuration(costs.onload(costs.rolloutMemory.weights)) }

  /// The legs for a batch of samples with so many tokens each, up to new weights (see `backToRollout`).
  ///
  /// `unread` are those of them that the reference model has not read yet.
  mutating func legs(lengths: [Int], unread: [Int]) -> [Leg] {
    let tokens = lengths.reduce(0, +)
    let batches = costs.microBatches(lengths)
    let update = costs.update(batches, memo: &memo[0])
    var legs: [Leg] = []
    if isFused {
      let engine = costs.rolloutMemory.weights
      legs += loading("rollout → reference", [("load reference", weights)], freeing: engine)
    }
    if !unread.isEmpty {
      legs += start(of: .reference, tokens: unread.reduce(0, +))
      // All samples are unread, or those left over from reading ahead.
      let isAll = unread.count == lengths.count
      legs += reading(unread, isAll ? batches : costs.microBatches(unread))
    }
    if isFused {
      legs += loading(
        "reference → update", [("load weights", weights), ("load optimizer", optimizer)])
    }
    legs += start(of: .update, tokens: tokens)
    // Forward and backward, and forward again where whole layers are computed anew.
    let exchanges = scenario.training.recomputation == .full ? 3.0 : 2
    var pass = pass(.update, .update, update, tokens: tokens, exchanges: exchanges)
    let waiting = stillLoading(beside: update)
    if waiting > .zero {
      pass.duration = pass.duration + waiting
      pass.terms.append(
        CostTerm(
          name: "optimizer state on its way", seconds: Seconds(waiting.seconds),
          source: scenario.cluster.host.source))
    }
    legs.append(pass)
    return legs
  }

  /// The pipeline of an update that takes so long, for whoever looks at it; `nil` where nothing is learned.
  func pipeline(lengths: [Int], duration: SimDuration) -> PipelineStatus? {
    guard let trace = costs.training.updateTrace(costs.microBatches(lengths)) else { return nil }
    let slowdown = scenario.slowdown(of: scenario.trainingDies)
    let seconds = trace.seconds.value * slowdown
    return PipelineStatus(
      stages: trace.stages, microBatches: trace.microBatches,
      operations: trace.operations.map { operation in
        PipelineStatus.Operation(
          stage: UInt16(clamping: operation.stage),
          microBatch: UInt16(clamping: operation.microBatch),
          chunk: UInt8(clamping: operation.chunk), isForward: operation.isForward,
          start: Float(operation.start * slowdown), end: Float(operation.end * slowdown))
      },
      seconds: seconds, closingSeconds: max(0, duration.seconds - seconds))
  }

  /// The legs of reading finished groups while the trainer waits for others.
  mutating func readingAhead(lengths: [Int]) -> [Leg] {
    reading(lengths, costs.microBatches(lengths))
  }

  /// The reference model's pass and the scoring.
  private mutating func reading(_ lengths: [Int], _ batches: [[MicroBatch]]) -> [Leg] {
    let tokens = lengths.reduce(0, +)
    let reference = costs.reference(
      batches, passes: scenario.workload.logProbabilityPasses, memo: &memo[0])
    var reading = pass(.reference, .reference, reference, tokens: tokens, exchanges: 1)
    var scoring = SimDuration(costs.reward(tokens: tokens))
    if scenario.policy.dataPath == .distributedQueue {
      // Through the queue, samples are scored while the reference reads them.
      reading.rewardAlongside = min(scoring, reading.duration)
      scoring = scoring - reading.rewardAlongside
    }
    guard scoring > .zero else { return [reading] }
    var leg = Leg(role: .reward, activity: .reward, duration: scoring)
    leg.terms = costs.rewardTerms(tokens: tokens).map {
      // What was scored alongside takes no time of its own.
      CostTerm(name: $0.name, seconds: Seconds(scoring.seconds), source: $0.source)
    }
    return [reading, leg]
  }

  /// The legs of taking on another placement after this plan's last update.
  ///
  /// None where training stays where it was.
  func legs(movingFrom old: TrainingPlan) -> [Leg] {
    guard scenario.policy.placement != old.scenario.policy.placement else { return [] }
    let state = weights + optimizer
    let link = scenario.cluster.interServer ?? scenario.cluster.scaleOut
    let duration = SimDuration(max(state, old.weights + old.optimizer) / link.effectiveBandwidth)
    let part = ReshardStatus.Part(
      name: "move training state", duration: duration, bytesPerDie: state)
    let status = ReshardStatus(
      title: "placement", parts: [part],
      fabricBytes: state * Double(scenario.trainingDies.count), dies: 0..<scenario.cluster.dies)
    var leg = Leg(role: .reshard, activity: .reshard, duration: duration)
    leg.reshard = status
    leg.terms = [
      CostTerm(name: part.name, seconds: Seconds(duration.seconds), source: link.source)
    ]
    leg.stopsRollout = true
    return [leg]
  }

  private func pass(
    _ role: Role, _ activity: Activity, _ cost: PassCost, tokens: Int, exchanges: Double
  ) -> Leg {
    var leg = Leg(
      role: role, activity: activity,
      duration: SimDuration(
        cost.total * max(slowdown, scenario.slowdown(of: scenario.trainingDies))),
      terms: cost.terms, stageShares: cost.stageBusy, memory: .training)
    if scenario.training.expert > 1, leg.duration > .zero {
      let bytes = scenario.model.exchangeBytesPerToken(dispatch: .bf16) * Double(tokens) * exchanges
      leg.linkBytesPerSecond =
        bytes / Double(scenario.trainingDies.count) / leg.duration.seconds
    }
    return leg
  }

  private func start(of phase: HandedPhase, tokens: Int) -> [Leg] {
    let payload = costs.payload(of: phase, tokens: tokens)
    let wait = costs.start(of: phase, payload: payload)
    guard wait > .zero else { return [] }
    return [
      Leg(
        role: phase == .reference ? .reference : .update, activity: .waitingController,
        duration: SimDuration(wait),
        terms: costs.startTerms(of: phase, payload: payload))
    ]
  }

  /// Training weights of the fullest die.
  var weights: Bytes { costs.trainingMemory.map(\.weights).max() ?? .zero }
  /// Optimizer state of the fullest die.
  var optimizer: Bytes { costs.trainingMemory.map(\.optimizer).max() ?? .zero }
}
