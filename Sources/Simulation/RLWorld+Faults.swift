import CostModel
import EventKernel
import Quantities
import Specification
import Telemetry

extension RLWorld {
  /// Takes cards down, with what they held, until recovery is over.
  ///
  /// A server that is cut off keeps the state of its cards: nothing has to be loaded when it is back.
  mutating func fail(
    _ cards: some Sequence<Int>, keepingState: Bool = false, in context: inout Context<Event>
  ) {
    let now = context.now
    let terms = plan.costs.recovery().prefix(keepingState ? 1 : .max)
    let recovery = SimDuration(terms.reduce(Seconds.zero) { $0 + $1.seconds })
    for card in cards {
      let away =
        keepingState ? scenario.faults.repair : standIn(recovery, in: &context)
      let back = max(now + recovery + away, failures[card] ?? now)
      failures[card] = back
      tell(.failed(card: card, until: back), at: now)
      context.schedule(.recovery(Int32(card)), at: back)
      failReplica(ofCard: card, at: now)
    }
    for index in replicas.indices { wake(index, in: &context) }
    if case .running(let leg) = trainer, hasFailure(in: dies(of: legs[leg])) {
      suspend(leg: leg, in: &context)
    }
    for card in cards { enterActivity(.failed, dies: dies(ofCard: card), at: now) }
  }

  /// The cards of a server.
  func cards(ofServer server: Int) -> Range<Int> {
    let count = scenario.cluster.cardsPerServer
    return server * count..<(server + 1) * count
  }

  /// Puts a spare card in place of one that failed, if there is any left.
  ///
  /// - Returns: how long the repair keeps the place empty: not at all with a spare, or where a fault does
  ///   no lasting harm.
  private mutating func standIn(
    _ recovery: SimDuration, in context: inout Context<Event>
  ) -> SimDuration {
    let repair = scenario.faults.repair
    guard repair > .zero, spares > 0 else { return repair }
    spares -= 1
    context.schedule(.repair, after: recovery + repair, class: .faults)
    return .zero
  }

  /// Takes a mended card as a spare one.
  mutating func returnSpare() { spares += 1 }

  /// Schedules the next of the faults that come by a rate: exponentially distributed spans, on cards each
  /// as likely as the others.
  mutating func scheduleRandomFault(number: Int, in context: inout Context<Event>) {
    guard let mean = scenario.faults.meanTimeBetween, !isComplete else { return }
    var random = RandomStream(seed: scenario.seed, purpose: .faults, index: number)
    let span = random.exponential(mean: mean.seconds)
    context.schedule(
      .randomFault(Int32(number)), after: .seconds(min(span, 1e9)), class: .faults)
  }

  /// Fails a card by chance.
  mutating func failAnyCard(number: Int, in context: inout Context<Event>) {
    var random = RandomStream(seed: scenario.seed, purpose: .faults, index: number)
    _ = random.next()
    let card = random.integer(below: scenario.cluster.cards)
    scheduleRandomFault(number: number + 1, in: &context)
    if failures[card] == nil { fail([card], in: &context) }
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
      for other in replicas.indices where other != index { tell(replica: other, at: now) }
    }
    if isRolloutOpen { enter(replica: index, at: now) }
  }
}
