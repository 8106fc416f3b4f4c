import EventKernel
import Quantities
import Scheduling
import Specification
import Telemetry

extension RLWorld {
  /// Lets rollout dies roll out: launches what the gate admits and wakes every replica.
  mutating func openRollout(in context: inout Context<Event>) {
    isRolloutOpen = true
    for index in replicas.indices { replicas[index].version = version }
    launchGroups()
    for index in replicas.indices { wake(index, in: &context) }
    for index in replicas.indices { enter(replica: index, at: context.now) }
    noteRolloutRole(at: context.now)
  }

  /// Takes the rollout dies away from rollout; samples keep what they have written.
  mutating func closeRollout(at now: SimTime) {
    guard isRolloutOpen else { return }
    isRolloutOpen = false
    for index in replicas.indices {
      replicas[index].interrupt(&table.samples, at: now)
      tell(replica: index, at: now)
      replicas[index].enteredActivity = replicas[index].enteredActivity.map { _ in .max }
    }
    noteRolloutRole(at: now)
  }

  /// Launches the groups that the policy admits and hands their samples out.
  mutating func launchGroups() {
    let count = scheduler.groupsToLaunch(table.view(version: version))
    guard count > 0 else { return }
    var dispatcher = Dispatcher(loads: rankLoads())
    var lengths: [Int] = []
    for _ in 0..<count {
      let index = table.launched
      sampler.responses(ofGroup: index, count: table.samplesPerGroup, into: &lengths)
      let prompt = sampler.prompt(ofGroup: index)
      let slot = table.launch(version: version, promptTokens: prompt, lengths: lengths)
      for sample in table.samples(ofSlot: slot) { hand(Int32(sample), to: dispatcher.next()) }
    }
  }

  /// Samples that each rank has, over all replicas; `nil` for ranks that are down.
  ///
  /// Where everything is down, all ranks take samples and keep them until they are back.
  private func rankLoads() -> [Int?] {
    let allDown = replicas.allSatisfy { $0.mode == .failed }
    return replicas.flatMap { replica in
      replica.ranks.map { rank in
        replica.mode == .failed && !allDown ? nil : rank.running + rank.waiting.count
      }
    }
  }

  private mutating func hand(_ sample: Int32, to rank: Int?) {
    let rank = rank ?? 0
    table.samples[Int(sample)].rank = Int32(rank)
    let perReplica = scenario.rollout.data
    replicas[rank / perReplica].enqueue(sample, rank: rank % perReplica)
  }

  /// Hands samples out anew, as when their replica is gone.
  mutating func redispatch(_ samples: [Int32]) {
    var dispatcher = Dispatcher(loads: rankLoads())
    for sample in samples { hand(sample, to: dispatcher.next()) }
  }

  /// Asks a replica to admit what waits for it.
  mutating func wake(_ index: Int, in context: inout Context<Event>) {
    guard isRolloutOpen, replicas[index].waiting > 0,
      let change = replicas[index].wake(at: context.now)
    else { return }
    schedule(change, ofReplica: index, in: &context)
  }

  private func schedule(
    _ change: Replica.DueChange, ofReplica index: Int, in context: inout Context<Event>
  ) {
    context.schedule(
      .replica(Int32(index), generation: generation, change.stamp), at: change.time)
  }

  /// Carries out a replica's change and what follows from it.
  mutating func changeReplica(_ index: Int, in context: inout Context<Event>) {
    finished.removeAll(keepingCapacity: true)
    let next = replicas[index].change(
      &table.samples, finished: &finished, room: room, costs: plan.costs, at: context.now)
    if let next { schedule(next, ofReplica: index, in: &context) }
    enter(replica: index, at: context.now)
    tellLoads(ofReplica: index, leftBy: finished, at: context.now)
    var isGroupReady = false
    for sample in finished {
      totals.tokensFinished += Int(table.samples[Int(sample)].length)
      if table.finish(sample) { isGroupReady = true }
    }
    if replicas[index].mode == .stopped { noteRolloutRole(at: context.now) }
    guard isGroupReady else { return }
    tellQueue(at: context.now)
    startUpdateIfReady(in: &context)
  }

  /// Whether any replica has work.
  private var isRollingOut: Bool {
    isRolloutOpen && replicas.contains { $0.mode == .prefilling || $0.mode == .decoding }
  }

  /// Keeps the rollout lane of the timeline.
  private mutating func noteRolloutRole(at now: SimTime) {
    // Replicas that were just woken have work from this instant on.
    let isWorking = isRollingOut || (isRolloutOpen && replicas.contains { $0.waiting > 0 })
    note(.rollout, isRunning: isWorking, at: now)
  }
}
