import Specification

/// Decides when groups start, when an update may begin, and on which groups.
///
/// Pure: each decision is a function of what the view tells. How long anything takes is not known here.
public struct Scheduler: Hashable, Sendable {
  /// Groups that one update learns from (B).
  public let batch: Int
  /// How many versions behind a sample may be when it is learned from (η).
  public let staleness: Int

  /// Makes a scheduler for a policy.
  ///
  /// - Precondition: the batch is positive and the bound not negative.
  public init(policy: Policy, workload: Workload) {
    precondition(workload.promptsPerStep > 0, "an update learns from at least one prompt")
    precondition(policy.staleness >= 0, "staleness \(policy.staleness) is below 0")
    batch = workload.promptsPerStep
    staleness = policy.staleness
  }

  /// Tells how many groups may start now.
  ///
  /// The gate of AReaL (arXiv 2505.24298, eq. 3): the N-th group may start at version i if
  /// ⌊(N − 1) / B⌋ ≤ i + η. With η = 0 this is one batch per version.
  public func groupsToLaunch(_ view: ClusterView) -> Int {
    max(0, (view.version + staleness + 1) * batch - view.launched)
  }

  /// Tells which groups to learn from now: a count for each of the view's cohorts, or `nil` to wait.
  ///
  /// Ready groups are taken oldest first. The update waits not only for enough groups, but also for
  /// every group that would be more than η versions behind at a later update: after this update, the
  /// groups that started with version v or before must fit in the v + η − i updates left to them.
  public func groupsToLearnFrom(_ view: ClusterView) -> [Int]? {
    var ready = 0
    var outstanding = 0
    for cohort in view.cohorts {
      ready += cohort.ready
      outstanding += cohort.outstanding
      let updatesLeft = cohort.version + staleness - view.version
      let due = outstanding - max(0, updatesLeft) * batch
      guard ready >= min(due, batch) else { return nil }
    }
    guard ready >= batch else { return nil }
    var missing = batch
    return view.cohorts.map { cohort in
      let taken = min(cohort.ready, missing)
      missing -= taken
      return taken
    }
  }

  /// Tells how many groups the next update still waits for.
  public func groupsMissing(_ view: ClusterView) -> Int {
    var ready = 0
    var outstanding = 0
    var missing = 0
    for cohort in view.cohorts {
      ready += cohort.ready
      outstanding += cohort.outstanding
      let updatesLeft = cohort.version + staleness - view.version
      let due = min(outstanding - max(0, updatesLeft) * batch, batch)
      missing = max(missing, due - ready)
    }
    return max(missing, batch - ready)
  }
}
