import CostModel
import EventKernel
import Quantities
import Specification
import Telemetry

extension RLWorld {
  /// Takes cards down, with what they held, until recovery is over.
  ///
  /// A server that is cut off keeps the state of its cards: nothing has to be loaded when it is back. Where
  /// the whole task restarts, all cards are down with those that failed.
  mutating func fail(
    _ cards: Range<Int>, keepingState: Bool = false, in context: inout Context<Event>
  ) {
    let terms = plan.costs.recovery().prefix(keepingState ? 1 : .max)
    let recovery = SimDuration(terms.reduce(Seconds.zero) { $0 + $1.seconds })
    let isRestart = scenario.faults.recovery == .task && !keepingState
    let down = isRestart ? 0..<scenario.cluster.cards : cards
    for card in down {
      let away: SimDuration? =
        if !cards.contains(card) {
          .zero
        } else if keepingState {
          scenario.faults.repair
        } else {
          standIn(recovery, in: &context)
        }
      takeDown(card, until: away.map { context.now + recovery + $0 }, in: &context)
    }
    for index in replicas.indices { wake(index, in: &context) }
    if case .running(let leg) = trainer, hasFailure(in: legs[leg].neededDies) {
      totals.trainingLost = totals.trainingLost + (context.now - legStart)
      // The task's checkpoint is that of the last step's end.
      suspend(leg: isRestart ? 0 : leg, in: &context)
    }
    suspendReader(fromStart: isRestart, in: &context)
    for card in down { enterActivity(.failed, dies: dies(ofCard: card), at: context.now) }
  }

  /// Takes one card down until a time, or for good.
  private mutating func takeDown(
    _ card: Int, until back: SimTime?, in context: inout Context<Event>
  ) {
    let back = max(back ?? .distantFuture, failures[card] ?? context.now)
    failures[card] = back
    tell(.failed(card: card, until: back), at: context.now)
    if back < .distantFuture { context.schedule(.recovery(Int32(card)), at: back) }
    failReplica(ofCard: card, at: context.now)
  }

  /// Puts a spare card in place of one that failed, if there is any left.
  ///
  /// - Returns: how long the repair keeps the place empty: not at all with a spare, or where a fault does
  ///   no lasting harm; `nil` for good.
  private mutating func standIn(
    _ recovery: SimDuration, in context: inout Context<Event>
  ) -> SimDuration? {
    let repair = scenario.faults.repair
    guard repair != .zero, spares > 0 else { return repair }
    spares -= 1
    if let repair { context.schedule(.repair, after: recovery + repair, class: .faults) }
    return .zero
  }

  /// Takes a mended card as a spare one.
  mutating func returnSpare() { spares += 1 }

  /// Lets a fault come: something stops or turns slow.
  mutating func strike(_ fault: Fault, in context: inout Context<Event>) {
    let cluster = scenario.cluster
    let cards: Range<Int>
    if let card = fault.card {
      cards = card..<card + 1
    } else if let server = fault.server ?? fault.link {
      cards = cluster.cards(ofServer: server)
    } else {
      return
    }
    if let slowdown = fault.slowdown {
      slow(cards, by: slowdown, isLink: fault.link != nil, for: fault.lasting, in: &context)
    } else {
      fail(cards, keepingState: fault.link != nil, in: &context)
    }
  }

  /// Schedules the next of the faults that come by a rate: exponentially distributed spans, on targets each
  /// as likely as the others.
  ///
  /// None comes to a run that cannot go on.
  mutating func scheduleRandomFault(rate: Int, number: Int, in context: inout Context<Event>) {
    guard !isDoomed, !isComplete else { return }
    var random = faultLuck(rate: rate, number: number)
    let span = random.exponential(mean: scenario.faults.allRates[rate].every.seconds)
    context.schedule(
      .randomFault(rate: Int32(rate), number: Int32(number)), after: .seconds(min(span, 1e9)),
      class: .faults)
  }

  /// Lets a fault come by chance, unless what it hits is down.
  mutating func strike(rate: Int, number: Int, in context: inout Context<Event>) {
    var random = faultLuck(rate: rate, number: number)
    _ = random.next()
    let one = scenario.faults.allRates[rate]
    let target = random.integer(below: scenario.cluster.count(of: one.hits))
    let card =
      one.hits == .card ? target : scenario.cluster.cards(ofServer: target).lowerBound
    if failures[card] == nil { strike(one.fault(of: target, at: context.now), in: &context) }
    scheduleRandomFault(rate: rate, number: number + 1, in: &context)
  }

  private func faultLuck(rate: Int, number: Int) -> RandomStream {
    RandomStream(seed: scenario.seed, purpose: .faults, index: rate << 32 + number)
  }

  /// Whether the trainer waits for cards that will not come back, or rollout has none left.
  private var isDoomed: Bool {
    let gone = failures.filter { $0.value == .distantFuture }.map { dies(ofCard: $0.key) }
    guard !gone.isEmpty else { return false }
    switch trainer {
    case .running: return false
    case .suspended(let leg):
      let needed = legs[leg].neededDies
      return gone.contains { dies in needed.contains { $0.overlaps(dies) } }
    case .awaitingReading:
      let pools = plan.pools
      return gone.contains { $0.overlaps(pools.reference) || $0.overlaps(pools.reward) }
    case .waiting:
      return replicas.allSatisfy { replica in gone.contains { $0.overlaps(replica.dies) } }
    }
  }

  /// Lets a card come back, unless it failed again in the meantime.
  mutating func recover(_ card: Int, in context: inout Context<Event>) {
    guard let back = failures[card], back <= context.now else { return }
    failures[card] = nil
    tell(.recovered(card: card), at: context.now)
    let ownDies = dies(ofCard: card)
    let hasRole = plan.pools.all.contains { $0.overlaps(ownDies) }
    enterActivity(hasRole ? .waitingPeers : .idle, dies: ownDies, at: context.now)
    for index in replicas.indices
    where replicas[index].mode == .failed && !hasFailure(in: replicas[index].dies) {
      replicas[index].setFailed(false)
      wake(index, in: &context)
      if replicas[index].isOpen { enter(replica: index, at: context.now) }
    }
    resumeReader(in: &context)
    switch trainer {
    case .suspended(let leg) where !hasFailure(in: legs[leg].neededDies):
      begin(leg: leg, in: &context)
    case .waiting, .awaitingReading: enterWaitingTrainer(at: context.now)
    case .suspended, .running: break
    }
  }

  /// Whether any of some dies is down.
  func hasFailure(in dies: Range<Int>) -> Bool {
    failures.keys.contains { self.dies(ofCard: $0).overlaps(dies) }
  }

  /// Whether any of some dies is down.
  func hasFailure(in dies: [Range<Int>]) -> Bool {
    !failures.isEmpty && dies.contains { hasFailure(in: $0) }
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
    let running = replicas[index].runningSamples(in: table.samples)
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
    if replicas[index].isOpen { enter(replica: index, at: now) }
  }
}
