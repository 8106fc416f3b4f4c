/// A what-if: one thing that can be changed while a run goes on.
///
/// The only way to reach into a running simulation; each is recorded with the simulated time at which
/// it was turned, so that a replay turns it again.
public enum Knob: Hashable, Sendable {
  /// Train and roll out on the same dies in turn (RL Fusion), or in pools of their own.
  ///
  /// Holds from the next step on, since both layouts change.
  case fusion(Bool)
  /// Let samples be so many versions behind when they are learned from (StaleSync); 0 is synchronous.
  case staleness(Int)
  /// Let samples travel through a distributed queue (DistQueue), or through one controller.
  case distributedQueue(Bool)
  /// Balance experts over ranks by their load, or leave them where they are.
  case expertBalance(Bool)
  /// Let rollout and training wait for one another in another way.
  case coupling(Coupling)
  /// Deal with the samples that end last in another way.
  case tail(TailChoice)
  /// Give samples out to ranks in another way.
  case dispatch(DispatchChoice)
  /// Bring weights from training to rollout in another way, from the next resharding on.
  case reshard(ReshardStrategy)
  /// Let other things go on while weights move, from the next resharding on.
  case reshardOverlap(ReshardOverlap)
  /// Fail a card now.
  case failCard(Int)
}

extension Knob: CustomStringConvertible {
  /// The knob and its setting, as a log tells it.
  public var description: String {
    switch self {
    case .fusion(let isOn): "RL Fusion \(isOn ? "on" : "off")"
    case .staleness(let bound): "StaleSync η \(bound)"
    case .distributedQueue(let isOn): "DistQueue \(isOn ? "on" : "off")"
    case .expertBalance(let isOn): "EDP balance \(isOn ? "on" : "off")"
    case .coupling(let coupling): "coupling \(coupling.rawValue)"
    case .tail(let tail): "tail \(tail.rawValue)"
    case .dispatch(let dispatch): "dispatch \(dispatch.rawValue)"
    case .reshard(let strategy): "reshard \(strategy.rawValue)"
    case .reshardOverlap(let overlap): "reshard overlap \(overlap.rawValue)"
    case .failCard(let card): "fail card \(card)"
    }
  }
}

extension Scenario {
  /// The largest staleness bound that a knob or a scenario can set.
  public static let stalenessLimit = 8

  /// The scenario with a knob turned.
  ///
  /// A failed card changes no setting. Separate pools are made of halves, unless the scenario says
  /// otherwise; `separateTrainingDies` tells.
  public func turning(_ knob: Knob, separateTrainingDies: Int? = nil) -> Scenario {
    var turned = self
    switch knob {
    case .fusion(true): turned.policy.placement = .fused
    case .fusion(false):
      if case .separate = policy.placement { break }
      turned.policy.placement = .separate(trainingDies: separateTrainingDies ?? cluster.dies / 2)
    case .staleness(let bound):
      turned.policy.staleness = min(max(bound, 0), Self.stalenessLimit)
    case .distributedQueue(let isOn):
      turned.policy.dataPath = isOn ? .distributedQueue : .controller
    case .expertBalance(let isOn): turned.policy.balancesExperts = isOn
    case .coupling(let coupling): turned.policy.coupling = coupling
    case .tail(let choice): turned.policy.tail = choice.tail
    case .dispatch(let choice): turned.policy.dispatch = choice.dispatch
    case .reshard(let strategy): turned.policy.reshard = strategy
    case .reshardOverlap(let overlap): turned.policy.reshardOverlap = overlap
    case .failCard: break
    }
    return turned
  }
}
