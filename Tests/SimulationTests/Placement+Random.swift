import Specification
import TestKit

extension Placement {
  /// Placements on 16 cards of two dies that a replica of 8 dies and training in units of 8 divide.
  static let ofSixteenCards: [Placement] = [
    .fused, .colocated, .separate(trainingDies: 16),
    // A reference model with cards of its own, beside roles that share theirs or do not.
    .mixed(RoleCards(rollout: 0...11, update: 0...11, reference: 12...15)),
    .mixed(RoleCards(rollout: 8...15, update: 0...3, reference: 4...7)),
    .mixed(RoleCards(rollout: 8...15, update: 0...3, reference: 4...7, reward: 4...7)),
    .mixed(RoleCards(rollout: 0...3, update: 4...7, reference: 8...11, reward: 12...15)),
    // A part of what rolls out trains, or reads, or scores.
    .mixed(RoleCards(rollout: 0...15, update: 8...15)),
    .mixed(RoleCards(rollout: 0...7, update: 8...15, reference: 0...7)),
    .mixed(RoleCards(rollout: 2...13, update: 0...7, reference: 8...11, reward: 4...11)),
    .mixed(RoleCards(rollout: 0...11, update: 8...15, reward: 0...7)),
    // Cards that have no role.
    .mixed(RoleCards(rollout: 0...7, update: 12...15)),
    .mixed(RoleCards(rollout: 4...7, update: 4...11, reference: 4...7)),
  ]

  /// One of them.
  static func random(using dice: inout Dice) -> Placement {
    ofSixteenCards.randomElement(using: &dice) ?? .fused
  }
}
