import Quantities

/// A die whose memory does not hold what a phase needs.
public struct MemoryProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What a die does.
  public enum Phase: Hashable, Sendable, CustomStringConvertible {
    case training(stage: Int), reference(stage: Int), reward(stage: Int), rollout, resharding

    /// The phase in words, as in "training, stage 3".
    public var description: String {
      switch self {
      case .training(let stage): "training, stage \(stage)"
      case .reference(let stage): "reference, stage \(stage)"
      case .reward(let stage): "reward, stage \(stage)"
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
    case referenceWeights = "the reference's weights"
    case rewardWeights = "the reward model's weights"
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
