/// The published rules of how much may be written ahead, as their authors state them.
///
/// Pure arithmetic on counts; `Scheduler` composes them. B is the batch that one update learns from, η
/// the staleness bound, i the weight version.
public enum Admission {
  /// AReaL's gate: how many groups may have started by version i, ⌊(N − 1) / B⌋ ≤ i + η.
  ///
  /// Fu et al., "AReaL: a large-scale asynchronous reinforcement learning system", arXiv 2505.24298,
  /// equation 3.
  public static func arealGate(version: Int, staleness: Int, batch: Int) -> Int {
    (version + staleness + 1) * batch
  }

  /// AReaL's controller: how many more rollouts may start.
  ///
  /// min(max_concurrent − running, (η + version + 1) · B − (accepted + running)), as in AReaL's
  /// `areal/infra/staleness_manager.py`. Accepted are all rollouts that ended and were kept.
  public static func arealController(
    maxConcurrent: Int, running: Int, accepted: Int, version: Int, staleness: Int, batch: Int
  ) -> Int {
    let gate = arealGate(version: version, staleness: staleness, batch: batch)
    return max(0, min(maxConcurrent - running, gate - (accepted + running)))
  }

  /// verl's fully asynchronous trainer: the samples that rollout may make until the next weights.
  ///
  /// (1 + staleness) · trigger_step · require_batches · mini_batch − stale_samples, as in verl's
  /// `recipe/fully_async_policy`; `perSync` is the product of the middle three, and the stale samples
  /// are those in flight or queued.
  public static func verlBudget(staleness: Double, perSync: Int, staleSamples: Int) -> Int {
    max(0, Int(((1 + staleness) * Double(perSync)).rounded(.down)) - staleSamples)
  }

  /// Partial rollout: the groups under way, so that the batch is the given share of them.
  ///
  /// MindSpeed-RL's rollout_threshold_rate: rollout is cut when that share is finished, and what is left
  /// goes on in the next step.
  public static func partialRollout(batch: Int, share: Double) -> Int {
    Int((Double(batch) / share).rounded(.up))
  }

  /// Over-provisioning: what is started so that the first `needed` are kept.
  ///
  /// RollPacker (Gao et al., arXiv 2509.21009) starts 1.25 times the prompts, and of each prompt 1.25
  /// times the responses.
  public static func overProvisioned(_ needed: Int, factor: Double) -> Int {
    Int((Double(needed) * factor).rounded(.up))
  }
}
