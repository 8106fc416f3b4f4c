import EventKernel
import Quantities
import Scheduling
import Specification
import Telemetry

extension RLWorld {
  /// Lets rollout dies roll out: launches what the gate admits and wakes every replica.
  mutating func openRollout(in context: inout Context<Event>) {
    isRolloutOpen = true
    for index in replicas.indices {
      replicas[index].isOpen = true
      replicas[index].version = version
    }
    launchGroups()
    for index in replicas.indices { wake(index, in: &context) }
    enterResting(at: context.now)
    noteRolloutRole(at: context.now)
  }

  /// Takes dies away from rollout, all of them without more; samples keep what they have written.
  mutating func closeRollout(on dies: [Range<Int>]? = nil, at now: SimTime) {
    guard isRolloutOpen else { return }
    isRolloutOpen = false
    for index in replicas.indices where replicas[index].isOpen {
      guard dies?.contains(where: replicas[index].dies.overlaps) ?? true else {
        isRolloutOpen = true
        continue
      }
      replicas[index].isOpen = false
      replicas[index].interrupt(&table.samples, at: now)
      bookWaiting(ofReplica: index, at: now)
      tell(replica: index, at: now)
      replicas[index].forgetEntries()
    }
    noteRolloutRole(at: now)
  }

  /// Launches the groups that the policy admits and hands their samples out.
  ///
  /// - Returns: whether there were any.
  @discardableResult
  mutating func launchGroups() -> Bool {
    guard serving == nil else { return false }
    let launch = scheduler.launch(table.view(version: version))
    isQueueFull = launch.isHeldByQueue
    guard launch.groups > 0 else { return false }
    var lengths: [Int] = []
    var slots: [Int] = []
    for _ in 0..<launch.groups {
      let index = table.nextGroup(isDeferred: launch.isDeferredRound)
      sampler.responses(ofGroup: index, count: launch.samplesPerGroup, into: &lengths)
      let slot = table.launch(
        group: index, version: version, promptTokens: sampler.prompt(ofGroup: index),
        lengths: lengths, needed: scheduler.samplesPerGroup)
      slots.append(slot)
    }
    dispatch(slots)
    return true
  }

  /// Launches what the policy admits while rollout goes on.
  mutating func launchMore(in context: inout Context<Event>) {
    guard isRolloutOpen else { return }
    let wasQueueFull = isQueueFull
    let isLaunched = launchGroups()
    if isQueueFull != wasQueueFull { enterResting(at: context.now) }
    guard isLaunched else { return }
    for index in replicas.indices { wake(index, in: &context) }
    noteRolloutRole(at: context.now)
  }

  /// Carries out a replica's next change when it is due.
  mutating func schedule(
    _ change: Replica.DueChange, ofReplica index: Int, in context: inout Context<Event>
  ) {
    context.schedule(
      .replica(Int32(index), generation: generation, change.stamp), at: change.time)
  }

  /// Asks a replica to admit what waits for it.
  mutating func wake(_ index: Int, in context: inout Context<Event>) {
    guard replicas[index].isOpen, replicas[index].waiting > 0,
      let change = replicas[index].wake(at: context.now)
    else { return }
    schedule(change, ofReplica: index, in: &context)
  }

  /// Carries out a replica's change and what follows from it.
  mutating func changeReplica(_ index: Int, in context: inout Context<Event>) {
    finished.removeAll(keepingCapacity: true)
    let line = replicas[index].line
    let next: Replica.DueChange?
    if !slowLinks.isEmpty, let link = slowLink(of: replicas[index].dies) {
      next = replicas[index].change(
        &table.samples, finished: &finished, room: room, pace: &slowLinks[link].pace,
        at: context.now)
    } else {
      next = replicas[index].change(
        &table.samples, finished: &finished, room: room, pace: &pace, at: context.now)
    }
    if let next { schedule(next, ofReplica: index, in: &context) }
    enter(replica: index, after: line, at: context.now)
    if serving != nil { noteProgress(ofReplica: index, at: context.now) }
    var isGroupReady = false
    for sample in finished {
      // One that was dropped at this very instant has come too late.
      guard table.samples[Int(sample)].status == .pending else { continue }
      totals.tokensFinished += Int(table.samples[Int(sample)].length)
      serving?.finish(sample, table.samples[Int(sample)], at: context.now)
      guard let slot = table.finish(sample) else { continue }
      guard serving == nil else {
        answer(slot: slot, in: &context)
        continue
      }
      isGroupReady = true
      if table.groups[slot].count > scheduler.samplesPerGroup {
        drop(table.dropPending(ofSlot: slot), in: &context)
      }
    }
    if replicas[index].mode == .stopped { noteRolloutRole(at: context.now) }
    if isGroupReady {
      tellQueue(at: context.now)
      startUpdateIfReady(in: &context)
      if scheduler.limitsConcurrency { launchMore(in: &context) }
    }
    if scheduler.migrates { migrate(in: &context) }
  }

  /// Whether any replica has work.
  private var isRollingOut: Bool {
    isRolloutOpen && replicas.contains { $0.mode == .prefilling || $0.mode == .decoding }
  }

  /// Keeps the rollout lane of the timeline.
  mutating func noteRolloutRole(at now: SimTime) {
    // Replicas that were just woken have work from this instant on.
    let isWorking =
      isRollingOut || (isRolloutOpen && replicas.contains { $0.isOpen && $0.waiting > 0 })
    note(.rollout, isRunning: isWorking, at: now)
  }
}
