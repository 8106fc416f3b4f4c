import Specification

/// A what-if: one place of the what-if bar.
public enum KnobSlot: Int, Hashable, Sendable, CaseIterable {
  /// RL Fusion.
  case fusion
  /// StaleSync.
  case staleness
  /// DistQueue.
  case queue
  /// Expert balance.
  case balance
  /// A failing card.
  case failure

  /// The largest bound that the key goes through.
  static let stalenessLimit = 4

  /// The name, as the bar writes it.
  var name: String {
    switch self {
    case .fusion: "RL Fusion"
    case .staleness: "StaleSync"
    case .queue: "DistQueue"
    case .balance: "EDP balance"
    case .failure: "fail card"
    }
  }

  /// How the knob stands in a policy: 0 for off, 1 for on, or the bound; `nil` where it has no setting.
  func setting(in policy: Policy) -> Int? {
    switch self {
    case .fusion: policy.placement == .fused ? 1 : 0
    case .staleness: policy.staleness
    case .queue: policy.dataPath == .distributedQueue ? 1 : 0
    case .balance: policy.balancesExperts ? 1 : 0
    case .failure: nil
    }
  }

  /// How a knob that was turned stands, if it is this one.
  func setting(of knob: Knob) -> Int? {
    switch (self, knob) {
    case (.fusion, .fusion(let isOn)), (.queue, .distributedQueue(let isOn)),
      (.balance, .expertBalance(let isOn)):
      isOn ? 1 : 0
    case (.staleness, .staleness(let bound)): bound
    default: nil
    }
  }

  /// The knob turned on from a setting, as its key does.
  func knob(from setting: Int, backwards: Bool = false, card: Int) -> Knob {
    switch self {
    case .fusion: .fusion(setting == 0)
    case .staleness:
      .staleness(
        (setting + (backwards ? Self.stalenessLimit : 1)) % (Self.stalenessLimit + 1))
    case .queue: .distributedQueue(setting == 0)
    case .balance: .expertBalance(setting == 0)
    case .failure: .failCard(card)
    }
  }

  /// A setting, as the bar writes it.
  func text(of setting: Int) -> String {
    self == .staleness ? "η \(setting)" : setting == 0 ? "off" : "on"
  }
}
