import Quantities
import Specification

/// A die whose memory does not hold what a phase needs.
public struct MemoryProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What a die does.
  public enum Phase: Hashable, Sendable, CustomStringConvertible {
    case training(stage: Int), rollout, resharding

    /// The phase in words, as in "training, stage 3".
    public var description: String {
      switch self {
      case .training(let stage): "training, stage \(stage)"
      case .rollout: "rollout"
      case .resharding: "resharding"
      }
    }
  }

  /// What takes memory.
  public enum Item: String, Hashable, Sendable {
    case weights, gradients, activations, workspace
    case optimizer = "optimizer state"
    case rolloutWeights = "the rollout's copy of the weights"
    case longestSample = "the cache of the longest sample"
    case trainingState = "training's weights and optimizer state"
    case bothWeights = "both copies of the weights"
  }

  /// The phase.
  public let phase: Phase
  /// The largest item.
  public let largest: Item
  /// How much that item takes.
  public let largestBytes: Bytes
  /// What is missing.
  public let shortfall: Bytes

  /// What is wrong, in one line.
  public var description: String {
    "\(phase) does not fit in a die's memory: \(shortfall) short; "
      + "the largest item is \(largest.rawValue), \(largestBytes)"
  }
}

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

  /// What of training stays on a die while it rolls out.
  static func keptTraining(_ training: TrainingCosts, in scenario: Scenario) -> Bytes {
    guard scenario.keepsBothCopies else { return .zero }
    return memory(of: training, in: scenario).map { $0.weights + $0.optimizer }.max() ?? .zero
  }

  /// What of rollout stays on a die while it trains.
  public var keptRollout: Bytes { scenario.keepsBothCopies ? rolloutMemory.weights : .zero }

  /// Memory of a die while it rolls out.
  public var rolloutMemory: RolloutMemory { rollout.memory }

  /// The first phase that does not fit, if any.
  public func memoryProblem() -> MemoryProblem? {
    let capacity = scenario.cluster.chip.memory
    let kept = keptRollout
    for (stage, memory) in trainingMemory.enumerated() where memory.total + kept > capacity {
      let items = memory.items + [(.rolloutWeights, kept)]
      let largest = items.max { $0.bytes < $1.bytes }
      return MemoryProblem(
        phase: .training(stage: stage), largest: largest?.item ?? .weights,
        largestBytes: largest?.bytes ?? .zero, shortfall: memory.total + kept - capacity)
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
    guard case .fused = scenario.policy.placement else { return nil }
    let weights = trainingMemory.map(\.weights).max() ?? .zero
    let both = weights + memory.weights + memory.workspace
    guard both > capacity else { return nil }
    return MemoryProblem(
      phase: .resharding, largest: .bothWeights,
      largestBytes: weights + memory.weights, shortfall: both - capacity)
  }

  /// What is free on the fullest die while weights are brought to rollout; negative where the weights
  /// alone do not fit.
  ///
  /// On shared dies both copies of the weights lie beside each other, and whatever else stays. In pools of their
  /// own, trainers keep all but activations, and rollout's cache is dropped for the new weights.
  public var reshardRoom: Bytes {
    let capacity = scenario.cluster.chip.memory
    let engine = rolloutMemory.weights + rolloutMemory.workspace
    if case .fused = scenario.policy.placement {
      return capacity - engine - max(trainingMemory.map(\.weights).max() ?? .zero, rollout.resident)
    }
    let trainer = trainingMemory.map { $0.total - $0.activations }.max() ?? .zero
    return capacity - max(engine, trainer)
  }
}

extension Scenario {
  /// Whether dies that train and roll out in turn hold the weights of both all the time.
  var keepsBothCopies: Bool { policy.placement == .fused && policy.memory == .keepBoth }
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
