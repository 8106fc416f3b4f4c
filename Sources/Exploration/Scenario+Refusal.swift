import Specification

extension Scenario {
  /// Why a knob cannot be turned in this scenario; `nil` if it can.
  public func refusal(of knob: Knob) -> String? {
    if isServing, knob.isOfTraining {
      return "\(knob) takes hold with a step of training, and this run trains nothing"
    }
    return switch knob {
    case .failCard(let card), .recoverCard(let card):
      (0..<cluster.cards).contains(card)
        ? nil : "there is no card \(card); the cards are 0 to \(cluster.cards - 1)"
    case .failLink where cluster.servers == 1:
      "the cluster is one server: there is no link to others"
    case .failServer(let server), .failLink(let server):
      (0..<cluster.servers).contains(server)
        ? nil : "there is no server \(server); the servers are 0 to \(cluster.servers - 1)"
    case .staleness(let bound):
      (0...Self.stalenessLimit).contains(bound)
        ? nil : "a staleness bound of \(bound) cannot be set; 0 to \(Self.stalenessLimit) can"
    case .fusion, .distributedQueue, .expertBalance, .coupling, .tail, .dispatch, .placement,
      .split, .speculation, .queueCapacity, .memory, .recomputation, .reshard, .reshardOverlap:
      nil
    }
  }
}

extension Knob {
  /// Whether it changes how rollout and training go together, or holds from the end of a step on.
  fileprivate var isOfTraining: Bool {
    switch self {
    case .fusion, .staleness, .distributedQueue, .coupling, .placement, .split, .speculation,
      .queueCapacity, .memory, .recomputation, .reshard, .reshardOverlap:
      true
    case .expertBalance, .tail, .dispatch, .failCard, .recoverCard, .failServer, .failLink: false
    }
  }
}
