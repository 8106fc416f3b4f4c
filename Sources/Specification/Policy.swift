import Quantities

/// The scheduler's choices: one point in the space of ways to run the RL loop.
public struct Policy: Hashable, Sendable {
  /// Where the roles run.
  public var placement: Placement
  /// How rollout and training wait for one another.
  public var coupling: Coupling
  /// How many weight versions a sample may be behind when it is learned from (η of StaleSync).
  ///
  /// 0 is synchronous. Coupling and tail may set a bound of their own: `stalenessBound` tells which
  /// one holds.
  public var staleness: Int
  /// How samples travel between roles.
  public var dataPath: DataPath
  /// Groups that the queue between rollout and training holds, being written or ready; `nil` for any
  /// number.
  ///
  /// A group takes its place when it starts, so that nothing is written that the queue cannot take:
  /// a full queue holds rollout back.
  public var queueCapacity: Int?
  /// Groups that are written at a time at most, as AReaL's max_concurrent_rollouts; `nil` for any
  /// number.
  public var maxConcurrent: Int?
  /// What is done about the samples that end last.
  public var tail: Tail
  /// To which ranks samples go.
  public var dispatch: SampleDispatch
  /// Whether experts are balanced over ranks by their load.
  public var balancesExperts: Bool
  /// How rollout and training make room for one another on the dies that they share.
  public var memory: MemoryChoice
  /// How new weights get from training's layout into rollout's.
  public var reshard: ReshardStrategy
  /// Memory for the messages that a die has under way, point-to-point: what it sends and receives at a
  /// time fits into it.
  public var reshardBucket: Bytes
  /// What goes on while weights move.
  public var reshardOverlap: ReshardOverlap
  /// The software that moves weights.
  public var reshardBackend: ReshardBackend
  /// Which die takes which rank of rollout.
  public var reshardOrder: ReshardOrder

  /// Makes a policy.
  public init(
    placement: Placement, coupling: Coupling = .bounded, staleness: Int, dataPath: DataPath,
    queueCapacity: Int? = nil, maxConcurrent: Int? = nil, tail: Tail = .wait,
    dispatch: SampleDispatch = .interleaved,
    balancesExperts: Bool, memory: MemoryChoice = .offload, reshard: ReshardStrategy = .directed,
    reshardBucket: Bytes = ReshardStrategy.standardBucket, reshardOverlap: ReshardOverlap = .none,
    reshardBackend: ReshardBackend = .collectives, reshardOrder: ReshardOrder = .given
  ) {
    self.placement = placement
    self.coupling = coupling
    self.staleness = staleness
    self.dataPath = dataPath
    self.queueCapacity = queueCapacity
    self.maxConcurrent = maxConcurrent
    self.tail = tail
    self.dispatch = dispatch
    self.balancesExperts = balancesExperts
    self.memory = memory
    self.reshard = reshard
    self.reshardBucket = reshardBucket
    self.reshardOverlap = reshardOverlap
    self.reshardBackend = reshardBackend
    self.reshardOrder = reshardOrder
  }

  /// How many weight versions a sample may be behind, coupling and tail taken into account.
  ///
  /// Samples that are carried over to new weights are behind by at least one.
  public var stalenessBound: Int {
    let bound =
      switch coupling {
      case .synchronous: 0
      case .oneStepOff: 1
      case .bounded, .asynchronous: staleness
      }
    if case .partial = tail { return max(1, bound) }
    return bound
  }
}

/// How samples travel between roles.
public enum DataPath: String, Hashable, Sendable, CaseIterable {
  /// One controller gathers each phase's output and hands it to the workers of the next.
  case controller
  /// A distributed queue splits, caches and serves samples as they come (DistQueue).
  case distributedQueue = "dist-queue"
}

extension Policy {
  /// Whether rollout begins on new weights before their last layer has come.
  public var streamsLayers: Bool { reshardOverlap == .layers && !placement.sharesDies }
}

/// How rollout and training make room for one another on the dies that they share.
public enum MemoryChoice: String, Hashable, Sendable, CaseIterable {
  /// Training's weights and optimizer state rest in the hosts' memory while rollout runs.
  case offload
  /// Both copies of the weights stay on the die, and training's optimizer state with them: nothing is
  /// moved at a switch, and the KV cache has so much less room.
  case keepBoth = "keep-both"
}
