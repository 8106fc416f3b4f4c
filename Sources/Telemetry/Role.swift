/// A stage of the RL loop: a lane of the timeline.
public enum Role: UInt8, Hashable, Sendable, CaseIterable {
  /// The model writes answers.
  case rollout
  /// The reference model reads them.
  case reference
  /// They are scored.
  case reward
  /// The model learns from them.
  case update
  /// The weights change layout, with the off- and onloading around it.
  case reshard

  /// The name as reports and files write it.
  public var name: String {
    switch self {
    case .rollout: "rollout"
    case .reference: "reference"
    case .reward: "reward"
    case .update: "update"
    case .reshard: "reshard"
    }
  }
}
