/// A published way to run the RL loop, by name: a point in the space that `Policy` spans.
///
/// Only what a policy decides is taken from a paper. Layouts, lengths, engine and machine stay those of
/// the scenario, so that presets are compared on equal terms.
public struct PolicyPreset: Sendable {
  /// The name, as in "rl-fusion".
  public let name: String
  /// Where it is published.
  public let paper: String
  /// What of it is modelled.
  public let summary: String
  /// What of it is left out.
  public let leftOut: String
  /// The share of the dies that train, where rollout has a pool of its own; `nil` where they are shared.
  public let trainingShare: Double?
  /// Whether the reference model has dies of its own too, where the layouts leave it any.
  public let readsApart: Bool
  private let coupling: Coupling
  private let staleness: Int
  private let dataPath: DataPath
  private let tail: Tail
  private let dispatch: SampleDispatch

  /// Makes a preset.
  public init(
    _ name: String, paper: String, summary: String, leftOut: String, trainingShare: Double? = nil,
    readsApart: Bool = false, coupling: Coupling, staleness: Int = 0, dataPath: DataPath,
    tail: Tail = .wait,
    dispatch: SampleDispatch = .interleaved
  ) {
    self.name = name
    self.paper = paper
    self.summary = summary
    self.leftOut = leftOut
    self.trainingShare = trainingShare
    self.readsApart = readsApart
    self.coupling = coupling
    self.staleness = staleness
    self.dataPath = dataPath
    self.tail = tail
    self.dispatch = dispatch
  }

  /// A scenario with this policy in place of its own.
  ///
  /// Whether experts are balanced and how weights are moved stays as the scenario has it. Separate pools are split as near to the
  /// preset's share as the scenario's layouts can be spread over.
  public func applied(to scenario: Scenario) -> Scenario {
    var changed = scenario
    changed.policy = Policy(
      placement: .fused, coupling: coupling, staleness: staleness, dataPath: dataPath, tail: tail,
      dispatch: dispatch, balancesExperts: scenario.policy.balancesExperts,
      reshard: scenario.policy.reshard, reshardBucket: scenario.policy.reshardBucket,
      reshardOverlap: scenario.policy.reshardOverlap,
      reshardBackend: scenario.policy.reshardBackend,
      reshardOrder: scenario.policy.reshardOrder)
    if let trainingShare, !(readsApart && changed.splitThreeways(trainingShare)) {
      changed.split(trainingShare)
    }
    return changed
  }
}

extension Scenario {
  /// Gives the reference model as few cards of their own as its layout allows, training as near to a share of
  /// the dies as the layouts allow, and rollout the rest.
  ///
  /// - Returns: whether they allow it at all; nothing is changed if not.
  fileprivate mutating func splitThreeways(_ share: Double) -> Bool {
    let own = policy.placement
    let wanted = Int((Double(cluster.cards) * share).rounded())
    let each = max(1, cluster.chip.diesPerCard)
    func isUnit(_ cards: Int) -> Bool {
      cards * each % max(1, training.diesPerReplica) == 0
        && cards * each / max(1, training.pipeline) % max(1, training.expert) == 0
    }
    let trainers = (1..<max(1, cluster.cards)).filter(isUnit)
      .sorted { (abs($0 - wanted), $0) < (abs($1 - wanted), $1) }
    for readers in stride(from: 1, through: cluster.cards / 4, by: 1) where isUnit(readers) {
      for cards in trainers where cards + readers < cluster.cards {
        policy.placement = .mixed(
          RoleCards(
            rollout: cards + readers...cluster.cards - 1, update: 0...cards - 1,
            reference: cards...cards + readers - 1))
        if problems().isEmpty { return true }
      }
    }
    policy.placement = own
    return false
  }

  /// Gives training as near to a share of the dies as the layouts allow, and rollout the rest.
  ///
  /// Where they allow no split at all, the share is taken by the letter, and `problems()` tells.
  fileprivate mutating func split(_ share: Double) {
    let wanted = Int((Double(cluster.dies) * share).rounded())
    let replica = max(1, training.diesPerReplica)
    let candidates = stride(from: replica, to: cluster.dies, by: replica)
      .sorted { (abs($0 - wanted), $0) < (abs($1 - wanted), $1) }
    for dies in candidates {
      policy.placement = .separate(trainingDies: dies)
      if problems().isEmpty { return }
    }
    policy.placement = .separate(trainingDies: max(1, min(wanted, cluster.dies - 1)))
  }
}
