/// The software that moves weights from training to rollout.
public enum ReshardBackend: String, Hashable, Sendable, CaseIterable {
  /// The framework's own collectives and messages: HCCL on Ascend, NCCL elsewhere.
  case collectives
  /// One-sided reads of registered memory, without a meeting of ranks; loading goes on beside them
  /// (Mooncake's transfer engine, NIXL).
  case transferEngine = "transfer-engine"
  /// Weights rest in host memory, and are broadcast in buckets while engines load those that have come
  /// (Moonshot's checkpoint-engine).
  case checkpointEngine = "checkpoint-engine"
}
