import CostModel
import Quantities
import Specification
import Telemetry

extension Explanation {
  /// Explains what the dies of a card do.
  mutating func explain(card: Int, in state: ClusterState) {
    let dies = state.scenario.cluster.chip.diesPerCard
    let facts = (card * dies..<card * dies + dies).compactMap { DieFacts($0, of: state) }
    var told: [Activity] = []
    for fact in facts where !told.contains(fact.entry.activity) {
      told.append(fact.entry.activity)
      let alike = facts.filter { $0.entry.activity == fact.entry.activity }.map { "\($0.die)" }
      say(
        alike.count > 1 ? "dies \(alike.joined(separator: ", "))" : "die \(fact.die)",
        "\(fact.entry.activity.name): \(fact.entry.activity.reason)")
      say("since", since(fact.entry.since, state))
      explain(fact, in: state)
    }
    addPath(ofStep: state.stepsEnded + 1, in: state)
  }

  private func since(_ time: SimTime, _ state: ClusterState) -> String {
    "\(Figure.shortClock(time.seconds)), for "
      + Figure.duration((state.now - time).seconds).trimmed
  }

  private mutating func explain(_ fact: DieFacts, in state: ClusterState) {
    switch fact.entry.activity {
    case .prefill, .decode: explainRollout(fact, in: state)
    case .waitingReplica, .waitingPeers, .waitingSamples: sayMissing(in: state)
    case .waitingQueue: sayQueue(in: state)
    case .waitingWeights: sayWeights(fact, in: state)
    case .reference, .reward, .update, .bubble, .reshard, .offload, .waitingController:
      if let stage = fact.training?.stage, fact.entry.activity == .update {
        say(
          "stage",
          "\(stage) of \(max(1, state.scenario.training.pipeline)), computes "
            + "\(Figure.percent(fact.entry.utilisation).trimmed) of the pass; the rest is bubble")
      }
      let leg = [state.aside, state.legs.last].compactMap { $0 }.first {
        $0.end == nil && $0.status.activity == fact.entry.activity
      }
      if let leg = leg ?? state.legs.last, leg.end == nil { explain(leg, in: state) }
    case .failed:
      for failure in state.failures where failure.card == fact.die / max(1, dies(state)) {
        say("back", "at \(Figure.clock(failure.until.seconds))")
      }
      add(StepCosts(state.scenario).recovery(), of: "recovery")
    case .idle:
      say("placement", "\(state.scenario.policy.placement)")
    }
  }

  private func dies(_ state: ClusterState) -> Int { state.scenario.cluster.chip.diesPerCard }

  private mutating func explainRollout(_ fact: DieFacts, in state: ClusterState) {
    guard let replica = fact.replica, let place = fact.place else { return }
    say(
      "replica \(place.replica)",
      "rank \(place.rank) writes \(fact.rank?.running ?? 0) of the replica's "
        + "\(replica.running) samples, \(replica.waiting) wait for cache; weights v\(replica.version)"
    )
    let busiest = replica.ranks.indices.max {
      replica.ranks[$0].running < replica.ranks[$1].running
    }
    guard let busiest, replica.running > 0 else { return }
    let rank = replica.ranks[busiest]
    let context = replica.ranks.map(\.cacheTokens).max() ?? 0
    if busiest != place.rank, rank.running > fact.rank?.running ?? 0 {
      say("pace", "rank \(busiest) sets it: \(rank.running) samples, lock-step with all others")
    }
    addDecode(samples: rank.running, of: replica, context: context, in: state)
  }

  /// Tells what a decode step of a replica is made of.
  mutating func addDecode(
    samples: Int, of replica: ReplicaStatus, context: Int, in state: ClusterState
  ) {
    let scenario = state.scenario
    let costs = RolloutCosts(
      cluster: scenario.cluster, model: scenario.model, layout: scenario.rollout,
      balancesExperts: scenario.policy.balancesExperts)
    let rate = costs.decode(rankSamples: samples, replicaSamples: replica.running)
    add(rate.terms(contextTokens: Double(context)), of: "one decode step")
  }

  /// Names the samples that are waited for.
  mutating func sayMissing(in state: ClusterState) {
    let busy = state.replicas.enumerated().filter { $0.element.running + $0.element.waiting > 0 }
    let groups = state.queue
    say(
      "waits for",
      "\(groups.missing) of \(state.scenario.workload.promptsPerStep) groups of this update; "
        + "\(groups.ready) are ready, \(groups.inFlight) in flight")
    guard let slowest = busy.max(by: { $0.element.running < $1.element.running }) else {
      say("samples", "none is being written")
      return
    }
    let replica = slowest.element
    let rank = replica.ranks.indices.max { replica.ranks[$0].running < replica.ranks[$1].running }
    say(
      "samples",
      "\(Int(state.runningNow)) are written by \(busy.count) of \(state.replicas.count) replicas; "
        + "most by replica \(slowest.offset): \(replica.running), "
        + "rank \(rank ?? 0) has \(rank.map { replica.ranks[$0].running } ?? 0)")
    addDecode(
      samples: rank.map { replica.ranks[$0].running } ?? 0, of: replica,
      context: replica.ranks.map(\.cacheTokens).max() ?? 0, in: state)
  }

  /// Tells what is in the queue, and what is on its way through it.
  private mutating func sayQueue(in state: ClusterState) {
    let held = state.queue.inFlight + state.queue.ready
    let capacity = state.scenario.policy.queueCapacity
    say(
      "queue",
      "\(held) groups\(capacity.map { " of \($0)" } ?? ""): \(state.queue.ready) are ready, "
        + "\(state.queue.inFlight) in flight")
    if let leg = state.legs.last, leg.end == nil { explain(leg, in: state) }
  }

  private mutating func sayWeights(_ fact: DieFacts, in state: ClusterState) {
    let bound = state.scenario.policy.staleness
    say(
      "waits for",
      "weights v\(state.version + 1): a group that starts now, with "
        + "v\(fact.replica?.version ?? state.version), would be more than η \(bound) behind "
        + "when it is learned from")
    if let leg = state.legs.last, leg.end == nil { explain(leg, in: state) }
  }

  /// Tells of a leg of the trainer: which, how far, and what its time is made of.
  mutating func explain(_ leg: LegSpan, in state: ClusterState) {
    let end = leg.end ?? leg.start + leg.status.duration
    say(
      leg.status.role.name,
      "\(leg.status.activity.name) of step \(leg.status.step), "
        + "\(Figure.shortClock(leg.start.seconds)) to \(Figure.shortClock(end.seconds))"
        + (leg.end == nil ? " if nothing fails" : leg.isCut ? ", cut short by a failure" : ""))
    add(leg.status.terms, of: leg.status.activity.name)
  }
}
