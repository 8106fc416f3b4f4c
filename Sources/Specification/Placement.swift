/// Where the roles of the loop run.
///
/// A name for the dies of each role, which `Pools` tells: everything else goes by those.
public enum Placement: Hashable, Sendable {
  /// In pools of their own: training and reference on the first `trainingDies`, rollout on the rest.
  case separate(trainingDies: Int)
  /// Training, reference and rollout on all dies in turn (RL Fusion); rewards are reckoned on the hosts.
  case fused
  /// All roles on all dies in turn, a reward model among them.
  case colocated
  /// Each role on cards of its choice.
  case mixed(RoleCards)

  /// Whether some dies train and roll out in turn.
  public var sharesDies: Bool {
    switch self {
    case .separate: false
    case .fused, .colocated: true
    case .mixed(let cards): cards.update.overlaps(cards.rollout)
    }
  }
}

extension Placement {
  /// Its name, as scenarios write it.
  public var name: String {
    switch self {
    case .separate: "separate"
    case .fused: "fused"
    case .colocated: "colocated"
    case .mixed: "mixed"
    }
  }
}

extension Placement: CustomStringConvertible {
  /// The placement in a line for a reader.
  public var description: String {
    switch self {
    case .separate(let dies): "separate: \(dies) dies train, the others roll out"
    case .fused: "fused: all dies train and roll out in turn"
    case .colocated: "colocated: all roles on all dies in turn"
    case .mixed(let cards):
      "mixed: cards \(cards.rollout.cardsText) roll out, \(cards.update.cardsText) train"
        + (cards.reference.map { ", \($0.cardsText) read" } ?? "")
        + (cards.reward.map { ", \($0.cardsText) score" } ?? "")
    }
  }
}

extension ClosedRange<Int> {
  /// Cards as they are written: the first and the last.
  var cardsText: String {
    lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound)-\(upperBound)"
  }
}

/// The cards of each role, first to last.
public struct RoleCards: Hashable, Sendable {
  /// Those that roll out.
  public var rollout: ClosedRange<Int>
  /// Those that train.
  public var update: ClosedRange<Int>
  /// Those on which the reference model reads; `nil` for those that train.
  public var reference: ClosedRange<Int>?
  /// Those on which a reward model of the policy's size scores; `nil` where hosts do it by rules.
  public var reward: ClosedRange<Int>?

  /// Makes a choice of cards.
  public init(
    rollout: ClosedRange<Int>, update: ClosedRange<Int>, reference: ClosedRange<Int>? = nil,
    reward: ClosedRange<Int>? = nil
  ) {
    self.rollout = rollout
    self.update = update
    self.reference = reference
    self.reward = reward
  }
}
