extension Scenario {
  /// Which dies do what.
  func placementProblems() -> [Problem] {
    switch policy.placement {
    case .fused, .colocated: []
    case .separate(let dies): splitProblems(dies)
    case .mixed(let cards): rangeProblems(cards)
    }
  }

  private func splitProblems(_ dies: Int) -> [Problem] {
    guard dies >= cluster.dies else { return [] }
    return [
      Problem(
        at: "policy.placement.separate.training-dies", "policy.placement", "cluster",
        what: "training-dies \(dies) leaves none of the \(cluster.dies) dies to rollout",
        remedy: "write 1 to \(cluster.dies - 1), such as \(max(1, cluster.dies / 2))")
    ]
  }

  private func rangeProblems(_ cards: RoleCards) -> [Problem] {
    let roles: [(String, ClosedRange<Int>?)] = [
      ("rollout", cards.rollout), ("update", cards.update), ("reference", cards.reference),
      ("reward", cards.reward),
    ]
    return roles.compactMap { role, cards in
      guard let cards, cards.upperBound >= cluster.cards else { return nil }
      let last = cluster.cards - 1
      return Problem(
        at: ["policy.placement.mixed.\(role)"] + poolPaths(role),
        what: "\(role) has cards \(cards.lowerBound)-\(cards.upperBound), but the last of the "
          + "cluster's \(cluster.cards) is \(last)",
        remedy: "write \(min(cards.lowerBound, last))-\(last), or cards before it")
    }
  }

  /// The dies that run the trained model's layout, with the role that has them.
  var trainedPools: [(role: String, dies: Range<Int>)] {
    let pools = self.pools
    var found = [(role: "update", dies: pools.update)]
    for (role, dies) in [("reference", pools.reference), ("reward", pools.reward)]
    where !dies.isEmpty && !found.contains(where: { $0.dies == dies }) {
      found.append((role, dies))
    }
    return found
  }

  /// What decides how many dies a role has.
  func poolPaths(_ role: String) -> [String] {
    switch policy.placement {
    case .fused, .colocated: ["cluster.servers-per-supernode", "cluster.supernodes", "cluster"]
    case .separate: ["policy.placement.separate.training-dies", "policy.placement", "cluster"]
    case .mixed:
      ["policy.placement.mixed.\(role)", "policy.placement.mixed", "policy.placement", "cluster"]
    }
  }

  /// What a pool is called in a message, where a placement has more than those that train and roll out.
  func poolName(_ role: String) -> String {
    if case .mixed = policy.placement, role != "update" { return role }
    return "training"
  }

  /// How a role's cards could be changed so that a layout's dies divide them.
  func rangeRemedy(_ role: String, dies: Range<Int>, unit: Int) -> String? {
    guard case .mixed = policy.placement, unit > 0 else { return nil }
    let each = cluster.chip.diesPerCard
    let first = dies.lowerBound / each
    let most = cluster.cards - first
    let fits = (dies.count / each).nearest { $0 <= most && $0 * each % unit == 0 }
    return fits.map { "give \(role) cards \(first)-\(first + $0 - 1)" }
  }
}
