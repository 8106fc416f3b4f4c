extension CaseReason {
  /// What a case of moving weights lacks that no one could plan anew.
  static func missingOfWeights(_ one: PublishedCase) -> String {
    switch one.source {
    case "HybridFlow": "the layouts of a model that its tables do not have"
    case "checkpoint-engine README": "the number of devices, or the hardware"
    case "NeMo RL nccl-reshard": "the layouts on both sides"
    case "Laminar": "the actor's layout, and what of the way to the relays it waits for"
    case "AReaL": "the sizes of what is handed over"
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
