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
  /// Let roles run on other dies.
  ///
  /// Holds from the next step on, since all layouts change.
  case placement(Placement)
  /// Train on so many dies of their own, and roll out on the rest (separate pools with this split).
  ///
  /// Holds from the next step on.
  case split(Int)
  /// Guess tokens ahead (MTP), so many percent of which are accepted, or write one at a time; `nil`.
  ///
  /// Engines are started anew for it when the step ends.
  case speculation(Int?)
  /// Let the queue between rollout and training hold so many groups; any number for `nil`.
  case queueCapacity(Int?)
  /// Make room for the phase that comes in another way, where rollout and training share dies.
  ///
  /// Holds from the next step on.
  case memory(MemoryChoice)
  /// Keep or make anew what training's backward pass needs.
  case recomputation(Recomputation)
  /// Bring weights from training to rollout in another way, from the next resharding on.
  case reshard(ReshardStrategy)
  /// Let other things go on while weights move, from the next resharding on.
  case reshardOverlap(ReshardOverlap)
  /// Fail a card now.
  case failCard(Int)
  /// Take a failed card back now.
  case recoverCard(Int)
  /// Fail all cards of a server now.
  case failServer(Int)
  /// Cut a server off from the others now.
  case failLink(Int)
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
    case .placement(let placement): "placement \(placement.name)"
    case .split(let dies): "split \(dies)"
    case .speculation(nil): "MTP off"
    case .speculation(let percent?): "MTP \(percent) %"
    case .queueCapacity(nil): "queue unbounded"
    case .queueCapacity(let groups?): "queue \(groups)"
    case .memory(let choice): "memory \(choice.rawValue)"
    case .recomputation(let choice): "recomputation \(choice.rawValue)"
    case .reshard(let strategy): "reshard \(strategy.rawValue)"
    case .reshardOverlap(let overlap): "reshard overlap \(overlap.rawValue)"
    case .failCard(let card): "fail card \(card)"
    case .recoverCard(let card): "recover card \(card)"
    case .failServer(let server): "fail server \(server)"
    case .failLink(let server): "fail link \(server)"
    }
  }
}

extension Knob {
  /// Which setting a knob turns: of two that turn the same one, the later holds.
  private enum Target {
    case placement, speculation, memory
  }

  private var deferredTarget: Target? {
    switch self {
    case .fusion, .placement, .split: .placement
    case .speculation: .speculation
    case .memory: .memory
    case .staleness, .distributedQueue, .expertBalance, .coupling, .tail, .dispatch,
      .queueCapacity, .recomputation, .reshard, .reshardOverlap, .failCard, .recoverCard,
      .failServer, .failLink:
      nil
    }
  }

  /// Whether it holds from the next step on: all that changes where weights and caches lie.
  public var waitsForStep: Bool { deferredTarget != nil }

  /// Whether it undoes what another sets.
  public func replaces(_ other: Knob) -> Bool {
    deferredTarget != nil && deferredTarget == other.deferredTarget
  }

  /// Whether it breaks or mends something rather than setting something.
  public var isFault: Bool {
    switch self {
    case .failCard, .recoverCard, .failServer, .failLink: true
    case .fusion, .staleness, .distributedQueue, .expertBalance, .coupling, .tail, .dispatch,
      .placement, .split, .speculation, .queueCapacity, .memory, .recomputation, .reshard,
      .reshardOverlap:
      false
    }
  }
}

extension Scenario {
  /// The largest staleness bound that a knob or a scenario can set.
  public static let stalenessLimit = 8

  /// The scenario with a knob turned.
  ///
  /// A fault changes no setting. Without more, separate pools are made of halves, and shared dies are
  /// all; `former` is the placement that was left when dies began, or ceased, to be shared.
  public func turning(_ knob: Knob, former: Placement? = nil) -> Scenario {
    var turned = self
    switch knob {
    case .fusion(let isOn):
      guard policy.placement.sharesDies != isOn else { break }
      let standard: Placement = isOn ? .fused : .separate(trainingDies: cluster.dies / 2)
      turned.policy.placement =
        former.flatMap { $0.sharesDies == isOn ? $0 : nil } ?? standard
    case .staleness(let bound):
      turned.policy.staleness = min(max(bound, 0), Self.stalenessLimit)
    case .distributedQueue(let isOn):
      turned.policy.dataPath = isOn ? .distributedQueue : .controller
    case .expertBalance(let isOn): turned.policy.balancesExperts = isOn
    case .coupling(let coupling): turned.policy.coupling = coupling
    case .tail(let choice): turned.policy.tail = choice.tail
    case .dispatch(let choice): turned.policy.dispatch = choice.dispatch
    case .placement(let placement): turned.policy.placement = placement
    case .split(let dies): turned.policy.placement = .separate(trainingDies: dies)
    case .speculation(let percent):
      turned.rollout.speculation = percent.map {
        Speculation(depth: rollout.speculation?.depth ?? 1, acceptance: Double($0) / 100)
      }
    case .queueCapacity(let groups): turned.policy.queueCapacity = groups
    case .memory(let choice): turned.policy.memory = choice
    case .recomputation(let choice): turned.training.recomputation = choice
    case .reshard(let strategy): turned.policy.reshard = strategy
    case .reshardOverlap(let overlap): turned.policy.reshardOverlap = overlap
    case .failCard, .recoverCard, .failServer, .failLink: break
    }
    return turned
  }
}
