/// A role that is given dies.
public enum PoolRole: String, Hashable, Sendable, CaseIterable {
  /// Writes samples.
  case rollout
  /// Learns from them.
  case update
  /// Reads them with the reference model.
  case reference
  /// Scores them with a reward model.
  case reward
}

/// The dies of each role: what a placement comes to on a cluster.
///
/// Roles may share dies, wholly or in part. Dies of no role idle.
public struct Pools: Hashable, Sendable {
  /// The dies that roll out, replica by replica.
  public var rollout: Range<Int>
  /// The dies that train, in rank order.
  public var update: Range<Int>
  /// The dies on which the reference model reads.
  public var reference: Range<Int>
  /// The dies on which a reward model scores; none where hosts do it.
  public var reward: Range<Int>

  /// The dies of a role.
  public subscript(role: PoolRole) -> Range<Int> {
    switch role {
    case .rollout: rollout
    case .update: update
    case .reference: reference
    case .reward: reward
    }
  }

  /// Whether the update takes dies from rollout.
  public var sharesUpdate: Bool { update.overlaps(rollout) }

  /// Whether samples are read and scored on dies that neither train nor roll out: then while others do.
  public var readsApart: Bool {
    ![reference, reward].contains { $0.overlaps(update) || $0.overlaps(rollout) }
  }

  /// All dies that have a role, as ranges in order that do not touch.
  public var all: [Range<Int>] { Self.union([rollout, update, reference, reward]) }

  /// What some ranges of dies hold together: ranges in order that do not touch.
  public static func union(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = merged.last, last.upperBound >= range.lowerBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// What a range of dies holds that some ranges in order do not.
  public static func remainder(of range: Range<Int>, without others: [Range<Int>]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for other in others.map({ $0.clamped(to: range) }) where !other.isEmpty {
      if start < other.lowerBound { parts.append(start..<other.lowerBound) }
      start = max(start, other.upperBound)
    }
    if start < range.upperBound { parts.append(start..<range.upperBound) }
    return parts
  }
}

extension Scenario {
  /// The dies of each role.
  public var pools: Pools {
    let whole = 0..<cluster.dies
    let none = 0..<0
    guard !isServing else {
      return Pools(rollout: whole, update: none, reference: none, reward: none)
    }
    switch policy.placement {
    case .fused: return Pools(rollout: whole, update: whole, reference: whole, reward: none)
    case .colocated: return Pools(rollout: whole, update: whole, reference: whole, reward: whole)
    case .separate(let count):
      let training = 0..<count
      return Pools(
        rollout: count..<cluster.dies, update: training, reference: training, reward: none)
    case .mixed(let cards):
      func dies(_ cards: ClosedRange<Int>) -> Range<Int> {
        let each = cluster.chip.diesPerCard
        return cards.lowerBound * each..<(cards.upperBound + 1) * each
      }
      return Pools(
        rollout: dies(cards.rollout), update: dies(cards.update),
        reference: dies(cards.reference ?? cards.update), reward: cards.reward.map(dies) ?? none)
    }
  }

  /// The dies that train, in rank order; none in a run that only serves.
  public var trainingDies: Range<Int> { pools.update }

  /// The dies that roll out, replica by replica.
  public var rolloutDies: Range<Int> { pools.rollout }

  /// Data-parallel degree of training (DP).
  public var trainingData: Int { trainingDies.count / training.diesPerReplica }

  /// Inference engines in the rollout pool.
  public var replicas: Int { rolloutDies.count / rollout.diesPerReplica }
}
