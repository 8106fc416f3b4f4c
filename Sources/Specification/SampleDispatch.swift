/// To which ranks the samples of a prompt go.
public enum SampleDispatch: Hashable, Sendable {
  /// All samples of a prompt to one rank, which can share the prompt's cache.
  case grouped
  /// Each sample to the rank with fewest, so that a long prompt does not gather on one.
  case interleaved
  /// Each sample to the next rank in turn, whatever the ranks have to do.
  case roundRobin
  /// The longest expected first, each sample to the rank with least expected to write.
  ///
  /// What is expected comes from a predictor whose error is log-normal: `error` is the standard
  /// deviation of the logarithm of predicted over true length. 0 would be an oracle.
  case longestFirst(error: Double)
}

/// A way to dispatch as a what-if sets it.
public enum DispatchChoice: String, Hashable, Sendable, CaseIterable {
  /// All samples of a prompt to one rank.
  case grouped
  /// Each sample to the rank with fewest.
  case interleaved
  /// Each sample to the next rank in turn.
  case roundRobin = "round-robin"
  /// The longest expected first, by a predictor that is off by a factor of 1.65 in the typical case.
  case longestFirst = "longest-first"

  /// The dispatch, with a predictor of log-normal error 0.5 where one is needed.
  public var dispatch: SampleDispatch {
    switch self {
    case .grouped: .grouped
    case .interleaved: .interleaved
    case .roundRobin: .roundRobin
    case .longestFirst: .longestFirst(error: 0.5)
    }
  }
}
