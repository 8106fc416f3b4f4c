/// What is done about the samples that end last.
public enum Tail: Hashable, Sendable {
  /// They are waited for.
  case wait
  /// More groups than an update needs are under way, and when a share of them is finished the update
  /// goes ahead; the others are carried on with the next weights (partial rollout).
  case partial(share: Double)
  /// So many times the groups, and samples of each, are started, and what is not among the first is
  /// dropped (over-provisioning).
  case overProvision(factor: Double)
  /// As `overProvision`, but dropped prompts are started anew, all together, in a round of their own
  /// that waits for the last (tail batching).
  case tailBatching(factor: Double)
  /// Running samples move to less busy ranks, of the same replica or of others, with their KV cache.
  case migrate

  /// How many times the samples that are needed are started.
  public var launchFactor: Double {
    switch self {
    case .overProvision(let factor), .tailBatching(let factor): factor
    case .wait, .partial, .migrate: 1
    }
  }
}

/// A way to deal with the tail as a what-if sets it: with the share or factor that its authors use.
public enum TailChoice: String, Hashable, Sendable, CaseIterable {
  /// All samples are waited for.
  case wait
  /// Partial rollout at 0.8, MindSpeed-RL's rollout_threshold_rate.
  case partial
  /// Over-provisioning by RollPacker's 1.25; the surplus is dropped.
  case overProvision = "over-provision"
  /// RollPacker's tail batching: over-provisioning by 1.25, dropped prompts in rounds of their own.
  case tailBatching = "tail-batching"
  /// Running samples move to less busy ranks.
  case migrate

  /// The tail with the authors' figures.
  public var tail: Tail {
    switch self {
    case .wait: .wait
    case .partial: .partial(share: 0.8)
    case .overProvision: .overProvision(factor: 1.25)
    case .tailBatching: .tailBatching(factor: 1.25)
    case .migrate: .migrate
    }
  }
}
