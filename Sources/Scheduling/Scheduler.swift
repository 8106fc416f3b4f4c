import Specification

/// Decides when groups start, when an update may begin, and on which groups.
///
/// Pure: each decision is a function of what the view tells. How long anything takes is not known here.
public struct Scheduler: Hashable, Sendable {
  /// Groups that one update learns from (B).
  public let batch: Int
  /// Samples of a group that an update learns from.
  public let samplesPerGroup: Int
  /// How many versions behind a sample may be when it is learned from (η).
  public let staleness: Int
  private let policy: Policy

  /// Makes a scheduler for a policy.
  ///
  /// - Precondition: the batch is positive and the bound not negative.
  public init(policy: Policy, workload: Workload) {
    precondition(workload.promptsPerStep > 0, "an update learns from at least one prompt")
    precondition(policy.staleness >= 0, "staleness \(policy.staleness) is below 0")
    batch = workload.promptsPerStep
    samplesPerGroup = workload.samplesPerPrompt
    staleness = policy.stalenessBound
    self.policy = policy
  }

  /// Tells what may start now.
  ///
  /// The gate of AReaL bounds the staleness; with η = 0 this is one batch per version. The tail may
  /// narrow it (partial rollout) or widen it by what will be dropped (over-provisioning), a queue of
  /// limited capacity takes no more than it has room for, and no more than so many groups may be written at
  /// a time.
  public func launch(_ view: ClusterView) -> Launch {
    let factor = policy.tail.launchFactor
    if case .tailBatching = policy.tail, view.outstanding == 0, view.taken == view.version * batch,
      view.deferred >= batch
    {
      return Launch(groups: batch, samplesPerGroup: samplesPerGroup, isDeferredRound: true)
    }
    var limit = Admission.arealGate(version: view.version, staleness: staleness, batch: batch)
    if policy.coupling == .oneStepOff { limit = min(limit, view.taken + batch) }
    if case .partial(let share) = policy.tail {
      limit = min(
        limit, view.version * batch + Admission.partialRollout(batch: batch, share: share))
    }
    // The surplus is for the update that waits for its batch, not for those after it.
    if !view.isDeferredRound, view.taken == view.version * batch {
      limit += Admission.overProvisioned(batch, factor: factor) - batch
    }
    var groups = limit - view.launched
    if let most = policy.maxConcurrent { groups = min(groups, most - view.inFlight) }
    let room = policy.queueCapacity.map { max(0, $0 - view.outstanding) } ?? .max
    return Launch(
      groups: max(0, min(groups, room)),
      samplesPerGroup: Admission.overProvisioned(samplesPerGroup, factor: factor),
      isHeldByQueue: groups > room)
  }

  /// Tells how many of the unfinished groups are dropped after a batch was taken: those that started
  /// first go first.
  ///
  /// What is over-provisioned was started for the update that has its batch now.
  public func groupsToDrop(_ view: ClusterView) -> Int {
    dropsSurplus ? surplus(view) : 0
  }

  /// Tells how many unfinished groups are dropped when this policy takes over from another.
  ///
  /// What the other over-provisioned for an update that still waits for its batch would be learned from
  /// by a later one, beyond the staleness bound, if this policy drops nothing.
  public func groupsToDrop(_ view: ClusterView, startedBy former: Scheduler) -> Int {
    guard former.dropsSurplus, !dropsSurplus, view.taken == view.version * batch else { return 0 }
    return surplus(view)
  }

  /// Whether the tail starts more groups than are learned from.
  private var dropsSurplus: Bool {
    switch policy.tail {
    case .overProvision, .tailBatching: true
    case .wait, .partial, .migrate: false
    }
  }

  /// Groups beyond those that the staleness bound lets start.
  private func surplus(_ view: ClusterView) -> Int {
    let limit = Admission.arealGate(version: view.version, staleness: staleness, batch: batch)
    return max(0, min(view.launched - limit, view.outstanding))
  }

  /// Whether samples may move to another rank when one ends.
  public var migrates: Bool { policy.tail == .migrate }

  /// Whether a group that is ready makes room for another to start, at any time.
  public var limitsConcurrency: Bool { policy.maxConcurrent != nil }

  /// Whether dropped prompts are kept, to be started anew.
  public var keepsDroppedPrompts: Bool {
    if case .tailBatching = policy.tail { return true }
    return false
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
