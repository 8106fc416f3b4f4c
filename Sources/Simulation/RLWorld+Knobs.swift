import EventKernel
import Quantities
import Scheduling
import Specification
import Telemetry

extension RLWorld {
  /// Turns a knob now.
  ///
  /// What changes where weights and caches lie is taken on when the step ends; another way to move
  /// weights holds for the step under way, if its weights do not move yet; everything else holds at once,
  /// for what has not begun.
  mutating func turn(_ knob: Knob, in context: inout Context<Event>) {
    tell(.note(knob.description), at: context.now)
    switch knob {
    case .fusion, .placement, .split, .speculation, .memory:
      let next = planned(turning: knob)
      pendingKnobs.removeAll { knob.replaces($0) }
      if planned() != next { pendingKnobs.append(knob) }
    case .failCard(let card):
      guard (0..<scenario.cluster.cards).contains(card) else { return }
      fail(card..<card + 1, in: &context)
    case .recoverCard(let card):
      guard failures[card] != nil else { return }
      failures[card] = context.now
      recover(card, in: &context)
    case .failServer(let server), .failLink(let server):
      guard (0..<scenario.cluster.servers).contains(server) else { return }
      let isCutOff = if case .failLink = knob { true } else { false }
      fail(scenario.cluster.cards(ofServer: server), keepingState: isCutOff, in: &context)
    case .reshard, .reshardOverlap:
      adopt(scenario.turning(knob), at: context.now)
      for index in replicas.indices { tell(replica: index, at: context.now) }
      var running = trainer.leg
      if case .awaitingReading = trainer { running = -1 }
      guard let leg = running else { return }
      legs = presentTransfer.replanned(legs, running: leg)
    case .staleness, .distributedQueue, .expertBalance, .coupling, .tail, .dispatch,
      .queueCapacity, .recomputation:
      let former = scheduler
      adopt(scenario.turning(knob), at: context.now)
      if scheduler.staleness < former.staleness { toleratedVersion = version + 1 }
      dropSurplusGroups(startedBy: former, in: &context)
      for index in replicas.indices { tell(replica: index, at: context.now) }
      guard isRolloutOpen else { return }
      launchGroups()
      for index in replicas.indices { wake(index, in: &context) }
      startUpdateIfReady(in: &context)
    }
  }

  /// The scenario as the next step will have it: with the knobs that wait, and one more.
  func planned(turning knob: Knob? = nil) -> Scenario {
    let waiting = pendingKnobs.filter { knob?.replaces($0) != true }
    return (waiting + (knob.map { [$0] } ?? [])).reduce(scenario) {
      $0.turning($1, former: formerPlacement)
    }
  }

  /// Says who waits for whom, for a run in which nothing will happen any more.
  var stallReason: String {
    if let serving {
      return "\(serving.requests - serving.answered) of \(serving.requests) requests cannot be "
        + "answered: nothing is under way"
    }
    let gone = failures.filter { $0.value == .distantFuture }.keys.sorted()
    if case .suspended(let leg) = trainer, !gone.isEmpty {
      return
        "step \(version + 1) cannot end: \(legs[leg].role) needs dies whose cards are gone for good "
        + "(\(gone.count) of \(scenario.cluster.cards), such as card \(gone[0])) and no spare is left"
    }
    let view = table.view(version: version)
    let waiting = replicas.reduce(0) { $0 + $1.waiting }
    let down = replicas.filter { $0.mode == .failed }.count
    return "step \(version + 1) cannot end: the update waits for "
      + "\(scheduler.groupsMissing(view)) more groups, \(waiting) samples wait for room in "
      + "\(replicas.count) replicas (\(down) down), and nothing else is under way"
  }
}
