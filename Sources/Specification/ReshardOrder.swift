/// Which die takes which rank of rollout.
public enum ReshardOrder: String, Hashable, Sendable, CaseIterable {
  /// Ranks in the order of the dies.
  case given
  /// Ranks change places inside their server, so that dies keep as much as can be of what they hold
  /// (HybridFlow's zero-redundancy grouping, arXiv 2409.19256, section 5.3).
  ///
  /// Tensor-parallel groups stay inside their servers; where an order is not better, the given one stays.
  case overlap
}
