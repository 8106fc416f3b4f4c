import CostModel
import Resharding

/// Why a scenario cannot be run.
public enum SimulationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sample can grow longer than the KV cache of a rank.
  case sampleExceedsCache(tokens: Int, capacity: Int)
  /// The memory of a die is over-committed.
  case memory(MemoryProblem)
  /// The weights cannot be brought from training to rollout.
  case reshard(ReshardError)

  /// What is wrong, and what would be right.
  public var description: String {
    switch self {
    case .sampleExceedsCache(let tokens, let capacity):
      "a sample can have \(tokens) tokens, but a rollout rank's KV cache holds \(capacity); "
        + "lower the response cap, or raise rollout.tensor or rollout.expert"
    case .memory(let problem): problem.description
    case .reshard(let problem): problem.description
    }
  }
}
