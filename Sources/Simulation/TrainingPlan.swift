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
    let pools: Pools
  }

  /// One element: in an array, so that copying the plan, as every fork does, does not copy the figures.
  private let shared: [Figures]

  /// What passes over batches take, as far as it is known; one element, as of `shared`.
  private var memo: [StepMemo]

  /// The batch of the latest legs as the update learns from it, until someone looks at its pipeline.
  private var updateBatches: [[MicroBatch]]?

  /// How many times as long the update takes, and reading, because of cards that turned slow.
  var slowdown = 1.0
  var readingSlowdown = 1.0

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
      Figures(
        scenario: scenario, costs: costs, reshard: kept ?? ReshardPlan(scenario),
        pools: scenario.pools)
    ]
  }

  /// Whether some dies train and roll out in turn.
  var sharesDies: Bool { pools.sharesUpdate }

  /// The dies of each role.
  var pools: Pools { shared[0].pools }

  /// Whether training's state leaves the dies while they roll out.
  var offloads: Bool { scenario.policy.memory == .offload }

  /// Whether any role but rollout takes dies from it.
  var takesFromRollout: Bool {
    let pools = self.pools
    return [pools.update, pools.reference, pools.reward].contains { $0.overlaps(pools.rollout) }
  }

  /// Whether samples come one by one to those who read them, who have dies for it that do not roll out.
  var streams: Bool { !takesFromRollout && scenario.policy.dataPath == .distributedQueue }

  /// Whether samples are read on dies of their own, whatever the trainer does.
  var readsApart: Bool { pools.readsApart && !pools.update.isEmpty }

  /// Whether the trainer leaves new weights in the hosts' memory, for replicas to take when they like.
  var leavesWeights: Bool { !takesFromRollout && scenario.policy.coupling == .asynchronous }

  /// How long a replica takes to load new weights from its hosts.
  var weightLoading: SimDuration { SimDuration(costs.onload(costs.rolloutMemory.weights)) }

  /// The legs for a batch of samples with so many tokens each, up to new weights (see `backToRollout`).
  ///
  /// `unread` are those of them that the reference model has not read yet.
  mutating func legs(lengths: [Int], unread: [Int]) -> [Leg] {
    let tokens = lengths.reduce(0, +)
    let batches = costs.microBatches(lengths)
    updateBatches = batches
    let update = costs.update(batches, memo: &memo[0])
    let pools = self.pools
    var legs: [Leg] = []
    if !readsApart {
      legs += takingOver(
        "rollout → reference", [("load reference", referenceWeights)], on: pools.reference,
        as: pools.reference == pools.update ? .training : .reference, freeing: engine)
      if !unread.isEmpty {
        legs += start(of: .reference, tokens: unread.reduce(0, +))
        // All samples are unread, or those left over from reading ahead.
        let isAll = unread.count == lengths.count && pools.reference.count == pools.update.count
        legs += reading(unread, isAll ? batches : nil)
      }
    }
    let isFreed = pools.reference.contains(pools.update.clamped(to: pools.rollout))
    legs += takingOver(
      "reference → update", [("load weights", weights), ("load optimizer", optimizer)],
      on: pools.update, as: .training, freeing: isFreed && !readsApart ? .zero : engine)
    legs += start(of: .update, tokens: tokens)
    // Forward and backward, and forward again where whole layers are computed anew.
    let exchanges = scenario.training.recomputation == .full ? 3.0 : 2
    var pass = pass(
      .update, .update, update, on: pools.update, tokens: tokens, exchanges: exchanges)
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
  ///
  /// - Parameters:
  ///   - lengths: tells the batch, where its legs were not planned here.
  ///   - duration: how long the update takes.
  /// - Returns: what each stage does at each time.
  mutating func takePipeline(
    lengths: [Int], duration: SimDuration
  ) -> PipelineStatus? {
    let batches = updateBatches ?? costs.microBatches(lengths)
    updateBatches = nil
    guard let trace = costs.training.updateTrace(batches) else { return nil }
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

  /// Lets go of the batch that no one looks at.
  mutating func forgetBatch() { updateBatches = nil }

  /// The legs of reading finished groups while the trainer waits for others.
  mutating func readingAhead(lengths: [Int]) -> [Leg] { reading(lengths) }

  /// The legs of those who read a batch on dies of their own, from its being handed to them.
  mutating func readingApart(lengths: [Int], isAhead: Bool) -> [Leg] {
    (isAhead ? [] : start(of: .reference, tokens: lengths.reduce(0, +))) + reading(lengths)
  }

  /// The reference model's pass and the scoring.
  private mutating func reading(
    _ lengths: [Int], _ batches: [[MicroBatch]]? = nil
  ) -> [Leg] {
    let tokens = lengths.reduce(0, +)
    let pools = self.pools
    let reference = costs.reference(
      batches ?? costs.microBatches(lengths, ranks: costs.reference.data),
      passes: scenario.workload.logProbabilityPasses, memo: &memo[0])
    var reading = pass(
      .reference, .reference, reference, on: pools.reference, tokens: tokens, exchanges: 1)
    var scored = scoring(lengths)
    let isAside =
      !pools.reward.overlaps(pools.reference) && !pools.reward.overlaps(pools.rollout)
    if scenario.policy.dataPath == .distributedQueue, isAside {
      // Through the queue, samples are scored while the reference reads them.
      reading.rewardAlongside = min(scored.duration, reading.duration)
      reading.scoringDies = pools.reward
      let rest = scored.duration - reading.rewardAlongside
      // What was scored alongside takes no time of its own.
      let share = scored.duration > .zero ? rest.seconds / scored.duration.seconds : 0
      scored.terms = scored.terms.map {
        CostTerm(name: $0.name, seconds: $0.seconds * share, source: $0.source)
      }
      scored.duration = rest
    }
    let model = ("load reward model", costs.rewardMemory.map(\.weights).max() ?? .zero)
    let swapped: [Leg] =
      (costs.isSwapped(.reference)
        ? loading(
          "hosts → reference", [("load reference", referenceWeights)], on: pools.reference,
          as: .unchanged) : [])
      + (costs.isSwapped(.reward)
        ? loading("hosts → reward", [model], on: pools.reward, as: .unchanged) : [])
    guard scored.duration > .zero else { return swapped + [reading] }
    let isFreed = pools.reference.contains(pools.reward.clamped(to: pools.rollout))
    return swapped + [reading]
      + takingOver(
        "reference → reward", [model], on: pools.reward,
        as: pools.reward == pools.update ? .training : .reward, freeing: isFreed ? .zero : engine)
      + [scored]
  }

  /// Scoring: by the hosts while those who read wait, or by a reward model.
  private mutating func scoring(_ lengths: [Int]) -> Leg {
    let tokens = lengths.reduce(0, +)
    guard let cost = costs.reward(lengths, memo: &memo[0]) else {
      var leg = Leg(
        role: .reward, activity: .reward, dies: [pools.reference],
        duration: SimDuration(costs.reward(tokens: tokens)))
      leg.terms = costs.rewardTerms(tokens: tokens)
      return leg
    }
    return pass(.reward, .reward, cost, on: pools.reward, tokens: tokens, exchanges: 1)
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
    var leg = Leg(role: .reshard, activity: .reshard, dies: pools.all, duration: duration)
    leg.reshard = status
    leg.terms = [
      CostTerm(name: part.name, seconds: Seconds(duration.seconds), source: link.source)
    ]
    return [leg]
  }

  private func pass(
    _ role: Role, _ activity: Activity, _ cost: PassCost, on pool: Range<Int>, tokens: Int,
    exchanges: Double
  ) -> Leg {
    let slow = role == .update ? slowdown : readingSlowdown
    var leg = Leg(
      role: role, activity: activity, dies: [pool],
      duration: SimDuration(cost.total * max(slow, scenario.slowdown(of: pool))),
      terms: cost.terms, stageShares: cost.stageBusy, laneShares: cost.laneShares,
      memory: pool == pools.update ? .training : role == .reward ? .reward : .reference)
    if scenario.training.expert > 1, leg.duration > .zero {
      let bytes = scenario.model.exchangeBytesPerToken(dispatch: .bf16) * Double(tokens) * exchanges
      leg.linkBytesPerSecond =
        bytes / Double(pool.count) / leg.duration.seconds
    }
    return leg
  }

  private func start(of phase: HandedPhase, tokens: Int) -> [Leg] {
    let payload = costs.payload(of: phase, tokens: tokens)
    let wait = costs.start(of: phase, payload: payload)
    guard wait > .zero else { return [] }
    return [
      Leg(
        role: phase == .reference ? .reference : .update,
        activity: scenario.policy.dataPath == .controller ? .waitingController : .waitingQueue,
        dies: [phase == .reference ? pools.reference : pools.update],
        duration: SimDuration(wait),
        terms: costs.startTerms(of: phase, payload: payload))
    ]
  }

  /// Weights of the inference engine.
  private var engine: Bytes { costs.rolloutMemory.weights }
  /// The reference model's weights of the fullest die: as many as training's.
  private var referenceWeights: Bytes { weights }
  /// Training weights of the fullest die.
  var weights: Bytes { costs.trainingMemory.map(\.weights).max() ?? .zero }
  /// Optimizer state of the fullest die.
  var optimizer: Bytes { costs.trainingMemory.map(\.optimizer).max() ?? .zero }
}
