import Quantities
import Specification

/// A die whose memory does not hold what a phase needs.
public struct MemoryProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The phase, as in "training, stage 3".
  public let phase: String
  /// The largest item.
  public let largest: String
  /// How much that item takes.
  public let largestBytes: Bytes
  /// What is missing.
  public let shortfall: Bytes

  /// What is wrong, in one line.
  public var description: String {
    "\(phase) does not fit in a die's memory: \(shortfall) short; "
      + "the largest item is \(largest), \(largestBytes)"
  }
}

extension StepCosts {
  /// Tokens of the longest micro-batch that can come.
  var longestMicroBatch: Int {
    let longest = scenario.workload.promptLength.longest + scenario.workload.responseLength.longest
    return longest * max(1, scenario.training.microBatch)
  }

  /// Memory of a die of each pipeline stage while it trains, at the longest micro-batch.
  public var trainingMemory: [TrainingMemory] {
    let sequences = scenario.workload.samplesPerStep / max(1, scenario.trainingData)
    let batches = sequences / max(1, scenario.training.microBatch)
    return training.memory(microBatchTokens: longestMicroBatch, microBatches: max(1, batches))
  }

  /// Memory of a die while it rolls out.
  public var rolloutMemory: RolloutMemory { rollout.memory }

  /// The first phase that does not fit, if any.
  public func memoryProblem() -> MemoryProblem? {
    let capacity = scenario.cluster.chip.memory
    for (stage, memory) in trainingMemory.enumerated() where memory.total > capacity {
      let largest = memory.items.max { $0.bytes < $1.bytes }
      return MemoryProblem(
        phase: "training, stage \(stage)", largest: largest?.name ?? "weights",
        largestBytes: largest?.bytes ?? .zero, shortfall: memory.total - capacity)
    }
    let memory = rolloutMemory
    let need = Bytes(rounding: rollout.cacheBytesPerToken * Double(longestSample))
    if memory.cache < need {
      let items = [("weights", memory.weights), ("the cache of the longest sample", need)]
      let largest = items.max { $0.1 < $1.1 }
      return MemoryProblem(
        phase: "rollout", largest: largest?.0 ?? "weights", largestBytes: largest?.1 ?? .zero,
        shortfall: need - memory.cache)
    }
    guard case .fused = scenario.policy.placement else { return nil }
    let weights = trainingMemory.map(\.weights).max() ?? .zero
    let both = weights + memory.weights + memory.workspace
    guard both > capacity else { return nil }
    return MemoryProblem(
      phase: "resharding", largest: "both copies of the weights",
      largestBytes: weights + memory.weights, shortfall: both - capacity)
  }

  private var longestSample: Int {
    scenario.workload.promptLength.longest + scenario.workload.responseLength.longest
  }
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
