import Quantities

/// The scheduler's choices: one point in the space of ways to run the RL loop.
public struct Policy: Hashable, Sendable {
  /// Where rollout and training run.
  public var placement: Placement
  /// How many weight versions a sample may be behind when it is learned from (η of StaleSync).
  ///
  /// 0 is synchronous.
  public var staleness: Int
  /// How samples travel between roles.
  public var dataPath: DataPath
  /// Whether experts are balanced over ranks by their load.
  public var balancesExperts: Bool

  /// Makes a policy.
  public init(
    placement: Placement, staleness: Int, dataPath: DataPath, balancesExperts: Bool
  ) {
    self.placement = placement
    self.staleness = staleness
    self.dataPath = dataPath
    self.balancesExperts = balancesExperts
  }
}

/// Where rollout and training run.
public enum Placement: Hashable, Sendable {
  /// In pools of their own: training on the first `trainingDies`, rollout on the rest.
  case separate(trainingDies: Int)
  /// On the same dies in turn (RL Fusion).
  case fused
}

/// How samples travel between roles.
public enum DataPath: String, Hashable, Sendable, CaseIterable {
  /// One controller gathers each phase's output and hands it to the workers of the next.
  case controller
  /// A distributed queue splits, caches and serves samples as they come (DistQueue).
  case distributedQueue = "dist-queue"
}

/// How the run answers a fault, and the faults that are known to come.
public struct FaultPlan: Hashable, Sendable {
  /// The recovery that is used.
  public var recovery: Recovery
  /// Faults to inject.
  public var faults: [Fault]

  /// Makes a plan.
  public init(recovery: Recovery = .process, faults: [Fault] = []) {
    self.recovery = recovery
    self.faults = faults
  }
}

/// A card that stops working at a time.
public struct Fault: Hashable, Sendable {
  /// When it stops.
  public var at: SimTime
  /// Which card, counted over the whole cluster.
  public var card: Int

  /// Makes a fault.
  public init(at: SimTime, card: Int) {
    self.at = at
    self.card = card
  }
}

/// How a run comes back after a fault.
public enum Recovery: String, Hashable, Sendable, CaseIterable {
  /// The failed process restarts in place and loads its state from its peers.
  case process
  /// The whole task restarts from its last checkpoint.
  case task
}
