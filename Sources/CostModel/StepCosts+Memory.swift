import Quantities
import Specification

extension StepCosts {
  /// Memory of a die of each pipeline stage while it trains, at the longest micro-batch; none where
  /// nothing is trained.
  public var trainingMemory: [TrainingMemory] { Self.memory(of: training, in: scenario) }

  private static func memory(
    of training: TrainingCosts, in scenario: Scenario
  ) -> [TrainingMemory] {
    guard !scenario.isServing else { return [] }
    let longest = scenario.workload.longestSample
    if let most = scenario.training.microBatchTokens {
      return training.memory(microBatchTokens: max(most, longest))
    }
    let size = max(1, scenario.training.microBatch)
    let batches = scenario.workload.samplesPerStep / max(1, scenario.trainingData) / size
    return training.memory(microBatchTokens: longest * size, microBatches: max(1, batches))
  }

  /// Memory of a die of each pipeline stage while the reference model reads; none where none does.
  public var referenceMemory: [TrainingMemory] {
    scenario.readsReference ? Self.reading(reference, in: scenario) : []
  }

  /// Memory of a die of each pipeline stage while the reward model scores; none where hosts do.
  public var rewardMemory: [TrainingMemory] {
    reward.map { Self.reading($0, in: scenario) } ?? []
  }

  private static func reading(_ costs: TrainingCosts, in scenario: Scenario) -> [TrainingMemory] {
    let longest = scenario.workload.longestSample
    let tokens =
      scenario.training.microBatchTokens.map { max($0, longest) }
      ?? longest * max(1, scenario.training.microBatch)
    return costs.readingMemory(microBatchTokens: tokens)
  }

  /// What a role that was given its dies keeps on each of them: rollout its weights, training its
  /// optimizer's state too.
  private static func state(
    of role: PoolRole, training: TrainingCosts, reference: TrainingCosts, reward: TrainingCosts?,
    in scenario: Scenario
  ) -> Bytes {
    let stages: [Bytes] =
      switch role {
      case .rollout: []
      case .update: memory(of: training, in: scenario).map { $0.weights + $0.optimizer }
      case .reference:
        scenario.readsReference ? reading(reference, in: scenario).map(\.weights) : []
      case .reward: reward.map { reading($0, in: scenario).map(\.weights) } ?? []
      }
    return stages.max() ?? .zero
  }

  /// What of the other roles stays on a die while it rolls out.
  static func keptBesideRollout(
    training: TrainingCosts, reference: TrainingCosts, reward: TrainingCosts?,
    in scenario: Scenario
  ) -> Bytes {
    scenario.rolesStaying(beside: .rollout).reduce(.zero) {
      $0
        + state(of: $1, training: training, reference: reference, reward: reward, in: scenario)
    }
  }

  /// Whether a model that reads on dies which train is loaded from the hosts each time.
  ///
  /// With offload, where it does not fit beside training. On dies that roll out every role is.
  public func isSwapped(_ role: PoolRole) -> Bool {
    let pools = scenario.pools
    guard role == .reference || role == .reward, scenario.policy.memory == .offload,
      pools[role].overlaps(pools.update), !pools[role].overlaps(pools.rollout)
    else { return false }
    let kept = staying(beside: .update).reduce(Bytes.zero) { $0 + $1.bytes }
    return (trainingMemory.map(\.total).max() ?? .zero) + kept > scenario.cluster.chip.memory
  }

  /// What of the other roles stays on a role's dies while it has them.
  public func kept(beside role: PoolRole) -> [(role: PoolRole, bytes: Bytes)] {
    staying(beside: role).filter { !isSwapped($0.role) }
  }

  private func staying(beside role: PoolRole) -> [(role: PoolRole, bytes: Bytes)] {
    scenario.rolesStaying(beside: role).map { other in
      let bytes =
        other == .rollout
        ? rolloutMemory.weights
        : Self.state(
          of: other, training: training, reference: reference, reward: reward, in: scenario)
      return (other, bytes)
    }
  }

  /// The same, all together.
  public func bytesKept(beside role: PoolRole) -> Bytes {
    kept(beside: role).reduce(.zero) { $0 + $1.bytes }
  }

  /// Memory of a die while it rolls out.
  public var rolloutMemory: RolloutMemory { rollout.memory }

  /// The first phase that does not fit, if any.
  public func memoryProblem() -> MemoryProblem? {
    let capacity = scenario.cluster.chip.memory
    if let problem = problem(in: trainingMemory, of: .update, { .training(stage: $0) })
      ?? problem(in: referenceMemory, of: .reference, { .reference(stage: $0) })
      ?? problem(in: rewardMemory, of: .reward, { .reward(stage: $0) })
    {
      return problem
    }
    let memory = rolloutMemory
    let need = Bytes(rounding: rollout.cacheBytesPerToken * Double(scenario.workload.longestSample))
    if memory.cache < need {
      let items: [(MemoryProblem.Item, Bytes)] = [
        (.weights, memory.weights), (.longestSample, need), (.trainingState, rollout.resident),
      ]
      let largest = items.max { $0.1 < $1.1 }
      return MemoryProblem(
        phase: .rollout, largest: largest?.0 ?? .weights, largestBytes: largest?.1 ?? .zero,
        shortfall: need - memory.cache)
    }
    guard scenario.policy.placement.sharesDies else { return nil }
    let weights = trainingMemory.map(\.weights).max() ?? .zero
    let both = weights + memory.weights + memory.workspace
    guard both > capacity else { return nil }
    return MemoryProblem(
      phase: .resharding, largest: .bothWeights,
      largestBytes: weights + memory.weights, shortfall: both - capacity)
  }

  private func problem(
    in stages: [TrainingMemory], of role: PoolRole, _ phase: (Int) -> MemoryProblem.Phase
  ) -> MemoryProblem? {
    let capacity = scenario.cluster.chip.memory
    let kept = kept(beside: role)
    let others = bytesKept(beside: role)
    for (stage, memory) in stages.enumerated() where memory.total + others > capacity {
      let items = memory.items + kept.map { (item: $0.role.heldItem, bytes: $0.bytes) }
      let largest = items.max { $0.bytes < $1.bytes }
      return MemoryProblem(
        phase: phase(stage), largest: largest?.item ?? .weights,
        largestBytes: largest?.bytes ?? .zero, shortfall: memory.total + others - capacity)
    }
    return nil
  }

  /// What is free on the fullest die while weights are brought to rollout; negative where the weights
  /// alone do not fit.
  ///
  /// On shared dies both copies of the weights lie beside each other, and whatever else stays. In pools of their
  /// own, trainers keep all but activations, and rollout's cache is dropped for the new weights.
  public var reshardRoom: Bytes {
    let capacity = scenario.cluster.chip.memory
    let engine = rolloutMemory.weights + rolloutMemory.workspace
    if scenario.policy.placement.sharesDies {
      return capacity - engine - max(trainingMemory.map(\.weights).max() ?? .zero, rollout.resident)
    }
    let trainer =
      (trainingMemory.map { $0.total - $0.activations }.max() ?? .zero)
      + bytesKept(beside: .update)
    return capacity - max(engine, trainer)
  }
}

extension PoolRole {
  /// What the role keeps on its dies.
  fileprivate var heldItem: MemoryProblem.Item {
    switch self {
    case .rollout: .rolloutWeights
    case .update: .trainingState
    case .reference: .referenceWeights
    case .reward: .rewardWeights
    }
  }
}

extension Scenario {
  /// Whether there is a reference model that reads what is learned from.
  fileprivate var readsReference: Bool { !isServing && workload.logProbabilityPasses > 0 }

  /// The other roles whose state stays on dies that they share with a role, while it has them.
  ///
  /// With offload, a role that shares dies with rollout leaves them to the next one, and rollout to it.
  fileprivate func rolesStaying(beside role: PoolRole) -> [PoolRole] {
    let pools = self.pools
    return PoolRole.allCases.filter { other in
      other != role && pools[other].overlaps(pools[role])
        && (policy.memory == .keepBoth || !pools[other].overlaps(pools.rollout))
    }
  }
}

extension Workload {
  /// Tokens of the longest sample that can be drawn, prompt and response.
  var longestSample: Int { promptLength.longest + responseLength.longest }
}

extension LengthDistribution {
  /// The longest length that can be drawn.
  var longest: Int {
    switch self {
    case .fixed(let length): length
    case .logNormal(let lengths): lengths.cap
    case .measured(let lengths): lengths.lengths.max() ?? 0
    }
  }
}
