import CostModel
import EventKernel
import Quantities
import Specification
import Telemetry

extension RLWorld {
  /// Takes a card down, with what it held, until recovery is over.
  mutating func fail(_ card: Int, in context: inout Context<Event>) {
    let now = context.now
    let wait = plan.costs.recovery().reduce(Seconds.zero) { $0 + $1.seconds }
    let back = now + SimDuration(wait)
    failures[card] = back
    tell(.failed(card: card, until: back), at: now)
    context.schedule(.recovery(Int32(card)), at: back)
    failReplica(ofCard: card, at: now)
    for index in replicas.indices { wake(index, in: &context) }
    if case .running(let leg) = trainer, hasFailure(in: dies(of: legs[leg])) {
      suspend(leg: leg, in: &context)
    }
    enterActivity(.failed, dies: dies(ofCard: card), at: now)
  }

  /// Lets a card come back, unless it failed again in the meantime.
  mutating func recover(_ card: Int, in context: inout Context<Event>) {
    guard let back = failures[card], back <= context.now else { return }
    failures[card] = nil
    tell(.recovered(card: card), at: context.now)
    enterActivity(.waitingPeers, dies: dies(ofCard: card), at: context.now)
    for index in replicas.indices
    where replicas[index].mode == .failed && !hasFailure(in: replicas[index].dies) {
      replicas[index].setFailed(false)
      wake(index, in: &context)
      if isRolloutOpen { enter(replica: index, at: context.now) }
    }
    switch trainer {
    case .suspended(let leg) where !hasFailure(in: dies(of: legs[leg])):
      begin(leg: leg, in: &context)
    case .waiting: enterWaitingTrainer(at: context.now)
    case .suspended, .running: break
    }
  }

  /// Whether any of some dies is down.
  func hasFailure(in dies: Range<Int>) -> Bool {
    failures.keys.contains { self.dies(ofCard: $0).overlaps(dies) }
  }

  /// The dies of a card.
  func dies(ofCard card: Int) -> Range<Int> {
    let count = scenario.cluster.chip.diesPerCard
    return card * count..<(card + 1) * count
  }

  /// Takes the replica down that a card is part of: what its running samples have written is lost,
  /// and all its samples go to replicas that are up.
  mutating func failReplica(ofCard card: Int, at now: SimTime) {
    let dies = dies(ofCard: card)
    guard let index = replicas.firstIndex(where: { $0.dies.overlaps(dies) }),
      replicas[index].mode != .failed
    else { return }
    let running = replicas[index].runningSamples
    replicas[index].interrupt(&table.samples, at: now)
    for id in running {
      totals.tokensLost += Int(table.samples[Int(id)].written)
      table.samples[Int(id)].written = 0
    }
    replicas[index].setFailed(true)
    if replicas.contains(where: { $0.mode != .failed }) {
      redispatch(replicas[index].surrender())
    }
    if isRolloutOpen { enter(replica: index, at: now) }
  }
}
