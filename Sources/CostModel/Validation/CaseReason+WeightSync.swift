extension CaseReason {
  /// What a case of moving weights lacks that no one could plan anew.
  static func missingOfWeights(_ one: PublishedCase) -> String {
    switch one.source {
    case "HybridFlow":
      "which baseline the reduction is over, and the way that its weights take"
    case "checkpoint-engine README":
      "how long a host takes to describe a tensor to all others"
    case "NeMo RL nccl-reshard":
      "what carries the third of the bytes that its bulk path leaves"
    case "NeMo RL refit":
      "the rate of its NCCL broadcasts, which no other publication tells"
    case "verl docs":
      "the tensor-parallel degrees of trainer and engine, and the buckets"
    case "verl checkpoint_engine":
      "the layouts on both sides, and what its transfer engine registers"
    case "verl delta sync":
      "the layouts on both sides, the store that deltas go through, and the share that changed"
    default: "the layouts on both sides and the transfer engine's buckets"
    }
  }
}
