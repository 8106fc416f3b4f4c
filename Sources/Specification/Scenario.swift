/// Everything a run depends on: with the same scenario, the same bytes.
public struct Scenario: Hashable, Sendable {
  /// The name, as in "pangu-cm384".
  public var name: String
  /// One line on what it is.
  public var summary: String
  /// The machine.
  public var cluster: Cluster
  /// The model that learns.
  public var model: Transformer
  /// What each step works on.
  public var workload: Workload
  /// How training is spread over its dies.
  public var training: TrainingLayout
  /// How inference is spread over its dies.
  public var rollout: RolloutLayout
  /// The scheduler's choices.
  public var policy: Policy
  /// Faults and the answer to them.
  public var faults: FaultPlan
  /// Seed of all chance.
  public var seed: UInt64

  /// Makes a scenario; `problems()` tells whether it can run.
  public init(
    name: String, summary: String, cluster: Cluster, model: Transformer, workload: Workload,
    training: TrainingLayout, rollout: RolloutLayout, policy: Policy,
    faults: FaultPlan = FaultPlan(), seed: UInt64
  ) {
    self.name = name
    self.summary = summary
    self.cluster = cluster
    self.model = model
    self.workload = workload
    self.training = training
    self.rollout = rollout
    self.policy = policy
    self.faults = faults
    self.seed = seed
  }
}
