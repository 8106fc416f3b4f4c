import CostModel
import EventKernel
import Quantities
import Scheduling
import Specification
import Telemetry

extension RLWorld {
  /// Starts on the next update, if the trainer is free and the scheduler gives it a batch.
  ///
  /// Where samples stream to a trainer with dies of its own, it reads finished groups while it waits.
  mutating func startUpdateIfReady(in context: inout Context<Event>) {
    guard serving == nil, case .waiting = trainer else { return }
    guard let counts = scheduler.groupsToLearnFrom(table.view(version: version)) else {
      if plan.readsApart { startReading(in: &context) } else { readAhead(in: &context) }
      return
    }
    batch = table.take(counts)
    dropSurplusGroups(in: &context)
    let unread = batch.filter { !table.groups[Int($0)].isRead }
    let (all, rest) = (lengths(of: batch), lengths(of: unread))
    legs = plan { $0.legs(lengths: all, unread: rest) } + presentTransfer.backToRollout()
    tellQueue(at: context.now)
    if plan.readsApart, !unread.isEmpty {
      trainer = .awaitingReading
      startReading(in: &context)
    } else {
      begin(leg: 0, in: &context)
    }
    launchMore(in: &context)
    enterResting(at: context.now)
  }

  /// Lets the reference model read what is finished already, if it is enough to be worth it.
  private mutating func readAhead(in context: inout Context<Event>) {
    guard plan.streams else { return }
    let unread = table.cohorts.flatMap(\.ready).filter { !table.groups[Int($0)].isRead }
    guard unread.count >= max(1, scheduler.batch / 16) else { return }
    batch = unread
    isReadingAhead = true
    let lengths = lengths(of: unread)
    legs = plan { $0.readingAhead(lengths: lengths) }
    begin(leg: 0, in: &context)
  }

  /// Tokens of the samples that groups are learned by.
  func lengths(of slots: [Int32]) -> [Int] {
    var lengths: [Int] = []
    lengths.reserveCapacity(slots.count * scheduler.samplesPerGroup)
    for slot in slots {
      for sample in table.samples[table.samples(ofSlot: Int(slot))] where sample.status == .finished
      {
        lengths.append(Int(sample.promptTokens) + Int(sample.length))
      }
    }
    return lengths
  }

  /// Begins a leg, or waits for a failed card to be back first.
  mutating func begin(leg index: Int, in context: inout Context<Event>) {
    let leg = legs[index]
    closeRollout(on: leg.dies, at: context.now)
    guard !hasFailure(in: leg.neededDies) else {
      suspend(leg: index, in: &context)
      return
    }
    trainer = .running(leg: index)
    legStart = context.now
    for role in trainerRoles {
      let isScored = role == .reward && leg.rewardAlongside > .zero
      note(role, isRunning: role == leg.role || isScored, at: context.now)
    }
    if let status = leg.reshard { tell(.reshard(status), at: context.now) }
    tell(leg, at: context.now)
    if leg.activity == .update { tellPipeline(of: leg, at: context.now) }
    enter(leg, at: context.now)
    let stamp = legAlarm.set()
    context.schedule(.leg(stamp), after: leg.duration)
    if leg.rewardAlongside > .zero {
      context.schedule(.scored(stamp), after: leg.rewardAlongside)
    }
    guard isTrailing else { return }
    // Rollout begins on the layers that have come, while the others are on their way.
    let stream = WeightStream(start: context.now, arrivals: leg.arrivals)
    for index in replicas.indices { replicas[index].stream = stream }
    openRollout(in: &context)
  }

  /// Tells how a batch goes through the pipeline.
  private mutating func tellPipeline(of leg: Leg, at now: SimTime) {
    guard isTelling else {
      plan.forgetBatch()
      return
    }
    let lengths = lengths(of: batch)
    if let status = plan.takePipeline(lengths: lengths, duration: leg.duration) {
      tell(.pipeline(status), at: now)
    }
  }

  /// Stops the trainer until no die it needs is down.
  mutating func suspend(leg index: Int, in context: inout Context<Event>) {
    trainer = .suspended(leg: index)
    legAlarm.cancel()
    // What has begun on some of the layers waits for the others.
    if isTrailing { closeRollout(at: context.now) }
    if var status = legs[index].reshard {
      status.isStopped = true
      tell(.reshard(status), at: context.now)
    }
    tell(.leg(nil), at: context.now)
    for role in trainerRoles { note(role, isRunning: false, at: context.now) }
    for dies in legs[index].neededDies {
      enterActivity(.waitingPeers, dies: dies, at: context.now)
    }
  }

  /// The roles that the trainer plays: all but rollout, or but those that are played apart.
  private var trainerRoles: [Role] {
    plan.readsApart ? [.update, .reshard] : [.reference, .reward, .update, .reshard]
  }

  /// Goes on to the next leg, or ends the step.
  mutating func endLeg(in context: inout Context<Event>) {
    guard case .running(let index) = trainer else { return }
    bookLanes(of: legs[index], at: context.now)
    let memory = legs[index].memory
    tellMemory(memory, at: context.now)
    if isTrailing {
      endTrailing(in: &context)
    } else if index + 1 < legs.count {
      guard !legs[index + 1].arrivals.isEmpty, pendingKnobs.isEmpty else {
        begin(leg: index + 1, in: &context)
        return
      }
      endStep(trailing: index + 1, in: &context)
    } else if isReadingAhead {
      endReading(in: &context)
    } else if !pendingKnobs.isEmpty {
      let old = plan
      rearrange(at: context.now)
      legs.append(contentsOf: plan.legs(movingFrom: old))
      if index + 1 < legs.count {
        begin(leg: index + 1, in: &context)
      } else {
        endStep(in: &context)
      }
    } else {
      endStep(in: &context)
    }
  }

  /// Ends reading ahead: the trainer is free again.
  private mutating func endReading(in context: inout Context<Event>) {
    isReadingAhead = false
    tell(.leg(nil), at: context.now)
    table.markRead(batch)
    batch.removeAll(keepingCapacity: true)
    for role in [Role.reference, .reward] { note(role, isRunning: false, at: context.now) }
    trainer = .waiting
    enterWaitingTrainer(at: context.now)
    startUpdateIfReady(in: &context)
  }

  /// Ends bringing weights to rollout, some time after rollout has begun: the trainer is free again.
  private mutating func endTrailing(in context: inout Context<Event>) {
    isTrailing = false
    tell(.leg(nil), at: context.now)
    note(.reshard, isRunning: false, at: context.now)
    trainer = .waiting
    enterWaitingTrainer(at: context.now)
    startUpdateIfReady(in: &context)
  }

  /// Ends the step: the new weights are in use, or where a leg trails, the first of them.
  private mutating func endStep(
    trailing leg: Int? = nil, in context: inout Context<Event>
  ) {
    for role in trainerRoles { note(role, isRunning: false, at: context.now) }
    tell(.leg(nil), at: context.now)
    keepRecord(at: context.now)
    table.release(batch)
    batch.removeAll(keepingCapacity: true)
    version += 1
    tell(.version(version), at: context.now)
    totals.samplesCarried += table.samples.reduce(0) { count, sample in
      let isBegun = sample.isRunning || sample.written > 0
      return count + (sample.status == .pending && isBegun ? 1 : 0)
    }
    if let leg {
      isTrailing = true
      begin(leg: leg, in: &context)
      tellQueue(at: context.now)
      return
    }
    trainer = .waiting
    enterWaitingTrainer(at: context.now)
    if isRolloutOpen, plan.leavesWeights {
      takeWeights(in: &context)
    } else {
      openRollout(in: &context)
    }
    tellQueue(at: context.now)
    startUpdateIfReady(in: &context)
  }

  /// Lets every replica interrupt its generation and take the new weights from its hosts.
  private mutating func takeWeights(in context: inout Context<Event>) {
    launchGroups()
    let stream = WeightStream(
      start: context.now, layers: plan.scenario.policy.streamsLayers ? scenario.model.layers : 1,
      over: plan.weightLoading)
    for index in replicas.indices {
      replicas[index].version = version
      let due = replicas[index].load(&table.samples, stream, at: context.now)
      if let due { schedule(due, ofReplica: index, in: &context) }
      enter(replica: index, at: context.now)
    }
    noteRolloutRole(at: context.now)
  }

  /// Writes the step into the record.
  private mutating func keepRecord(at now: SimTime) {
    var staleness = Array(repeating: 0, count: scheduler.staleness + 1)
    var tokens = 0
    for slot in batch {
      let age = version - table.groups[Int(slot)].version
      while staleness.count <= age { staleness.append(0) }
      staleness[age] += scheduler.samplesPerGroup
      for sample in table.samples[table.samples(ofSlot: Int(slot))] where sample.status == .finished
      {
        tokens += Int(sample.promptTokens) + Int(sample.length)
        totals.tokensLearned += Int(sample.length)
      }
    }
    totals.groupsLearned += batch.count
    ledger.settle(at: now)
    for index in replicas.indices { bookWaiting(ofReplica: index, at: now) }
    let step = record.close(
      step: version + 1, tokens: tokens, samples: batch.count * scheduler.samplesPerGroup,
      staleness: staleness, ledger: ledger, dies: scenario.cluster.dies, state: digest(), at: now)
    tell(.step(step), at: now)
  }

  /// Takes on what waits for the end of the step: other pools, other engines, the same samples.
  private mutating func rearrange(at now: SimTime) {
    closeRollout(at: now)
    var waiting: [Int32] = []
    for index in replicas.indices { waiting += replicas[index].surrender() }
    let next = planned()
    pendingKnobs = []
    if next.policy.placement.sharesDies != scenario.policy.placement.sharesDies {
      formerPlacement = scenario.policy.placement
    }
    let isMoved = next.policy.placement != scenario.policy.placement
    adopt(next, at: now)
    if isMoved {
      clearReader(at: now)
      for dies in Pools.remainder(of: 0..<scenario.cluster.dies, without: plan.pools.all) {
        enterActivity(.idle, dies: dies, at: now)
      }
    }
    replicas = Self.makeReplicas(plan)
    if !slowness.isEmpty { reckonSlowness() }
    generation += 1
    for card in failures.keys.sorted() { failReplica(ofCard: card, at: now) }
    redispatch(waiting.sorted())
    for index in replicas.indices { tell(replica: index, at: now) }
  }

  /// Makes a scenario the present one, with all that is reckoned from it.
  mutating func adopt(_ next: Scenario, at now: SimTime) {
    plan = TrainingPlan(next, after: plan)
    pace = DecodePace(plan.costs)
    room = CacheRoom(plan.costs)
    figures = LoadFigures(plan.costs)
    for index in replicas.indices { replicas[index].reopenLines() }
    scheduler = Scheduler(policy: next.policy, workload: next.workload)
    if !slowness.isEmpty { reckonSlowness() }
    tell(.scenario(next), at: now)
    tellReshardPlan(at: now)
  }

  /// Tells how weights will move the next time.
  mutating func tellReshardPlan(at now: SimTime) {
    guard isTelling, let traffic = plan.traffic else { return }
    tell(.reshardPlan(traffic), at: now)
  }
}
