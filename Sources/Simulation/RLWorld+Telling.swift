import CostModel
import Quantities
import Scheduling
import Specification
import Telemetry

extension RLWorld {
  /// Puts an event out, if anyone listens.
  mutating func tell(_ kind: TelemetryEvent.Kind, at now: SimTime) {
    guard isTelling else { return }
    outbox.add(kind, at: now)
  }

  /// Tells that a leg begins, with the terms of its duration.
  ///
  /// Slow cards stretch all terms alike; that is told as a term of its own.
  mutating func tell(_ leg: Leg, at now: SimTime) {
    guard isTelling else { return }
    var terms = leg.terms.map {
      LegStatus.Term(name: $0.name, seconds: $0.seconds, source: $0.source)
    }
    let rest = leg.duration.seconds - terms.reduce(0) { $0 + $1.seconds.value }
    if rest > 1e-6 {
      terms.append(
        LegStatus.Term(
          name: "slow cards", seconds: Seconds(rest),
          source: Source("this scenario's stragglers", .assumed)))
    }
    tell(
      .leg(
        LegStatus(
          role: leg.role, activity: leg.activity, step: version + 1, duration: leg.duration,
          terms: terms)), at: now)
  }

  /// Notes that a role begins or ends.
  mutating func note(_ role: Role, isRunning: Bool, at now: SimTime) {
    guard record.setRunning(isRunning, role, at: now) else { return }
    tell(.role(role, step: version + 1, isRunning: isRunning), at: now)
  }

  /// Enters that dies turn to an activity, the same for all.
  ///
  /// Dies of failed cards stay as they are.
  mutating func enterActivity(
    _ activity: Activity, utilisation: Double = 0, link: Double = 0, dies: Range<Int>,
    at now: SimTime
  ) {
    guard activity == .failed || failures.isEmpty || !hasFailure(in: dies) else {
      for part in healthy(dies) {
        enterAll(activity, utilisation: utilisation, link: link, dies: part, at: now)
      }
      return
    }
    enterAll(activity, utilisation: utilisation, link: link, dies: dies, at: now)
  }

  private mutating func enterAll(
    _ activity: Activity, utilisation: Double, link: Double, dies: Range<Int>, at now: SimTime
  ) {
    ledger.enter(activity, utilisation: utilisation, dies: dies, at: now)
    guard isTelling else { return }
    let load = DieLoad(
      utilisation: utilisation, linkBytesPerSecond: link,
      cardWatts: plan.costs.power(utilisation: utilisation))
    outbox.add(activity, load, dies: dies, at: now)
  }

  /// The parts of a range of dies whose cards are up.
  private func healthy(_ dies: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = dies.lowerBound
    for card in failures.keys.sorted() {
      let failed = self.dies(ofCard: card).clamped(to: dies)
      guard !failed.isEmpty else { continue }
      if start < failed.lowerBound { parts.append(start..<failed.lowerBound) }
      start = failed.upperBound
    }
    if start < dies.upperBound { parts.append(start..<dies.upperBound) }
    return parts
  }

  /// Enters a leg: each stage with its own share of busy time.
  mutating func enter(_ leg: Leg, at now: SimTime) {
    let dies = dies(of: leg)
    guard !leg.stageShares.isEmpty else {
      enterActivity(leg.activity, link: leg.linkBytesPerSecond, dies: dies, at: now)
      return
    }
    let perStage = dies.count / leg.stageShares.count
    for (stage, share) in leg.stageShares.enumerated() {
      let first = dies.lowerBound + stage * perStage
      enterActivity(
        leg.activity, utilisation: share, link: leg.linkBytesPerSecond,
        dies: first..<first + perStage, at: now)
    }
  }

  /// Enters the training dies of separate pools as waiting for samples.
  mutating func enterWaitingTrainer(at now: SimTime) {
    guard !plan.isFused else { return }
    enterActivity(.waitingSamples, dies: scenario.trainingDies, at: now)
  }

  /// What a rank does that has nothing to write.
  ///
  /// It waits for new weights while the trainer makes some, and for its peers while samples are missing.
  private var restingActivity: Activity {
    guard serving == nil else { return .idle }
    if case .running = trainer, !plan.isFused, !isReadingAhead { return .waitingWeights }
    return .waitingPeers
  }

  /// Enters what resting ranks wait for, where the trainer has begun or ended.
  mutating func enterResting(at now: SimTime) {
    guard isRolloutOpen, !plan.isFused else { return }
    for index in replicas.indices where replicas[index].mode != .failed {
      replicas[index].isEntryStale = true
      enter(replica: index, at: now)
    }
  }

  /// Enters what a replica's ranks do, where it changed, and tells the replica's state.
  mutating func enter(replica index: Int, at now: SimTime) {
    guard replicas[index].isEntryStale else {
      tell(replica: index, at: now)
      return
    }
    replicas[index].isEntryStale = false
    let working: Activity
    switch replicas[index].mode {
    case .failed:
      enterFailed(replica: index, at: now)
      tell(replica: index, at: now)
      return
    case .loading: working = .offload
    case .prefilling: working = .prefill
    case .stopped, .decoding: working = .decode
    }
    let isLoading = replicas[index].mode == .loading
    let resting = restingActivity
    let (first, width) = (replicas[index].firstDie, replicas[index].diesPerRank)
    // By themselves: to look into an element copies all of it.
    let ranks = replicas[index].ranks
    let entered = replicas[index].enteredActivity
    for rank in ranks.indices {
      let reads = !ranks[rank].reading.isEmpty
      let works = isLoading || reads || ranks[rank].running > 0
      let activity = reads ? .prefill : works ? working : resting
      guard entered[rank] != activity.rawValue else { continue }
      replicas[index].enteredActivity[rank] = activity.rawValue
      let load = isTelling ? load(ofRank: rank, of: index, activity) : DieLoad()
      enterActivity(
        activity, utilisation: load.utilisation, link: load.linkBytesPerSecond,
        dies: first + rank * width..<first + (rank + 1) * width, at: now)
    }
    tell(replica: index, at: now)
  }

  private mutating func enterFailed(replica index: Int, at now: SimTime) {
    guard replicas[index].enteredActivity[0] != Activity.failed.rawValue else { return }
    enterActivity(.waitingPeers, dies: replicas[index].dies, at: now)
    for rank in replicas[index].ranks.indices {
      replicas[index].enteredActivity[rank] = Activity.failed.rawValue
    }
  }

  /// How hard the dies of a rank work: the share of a step that it computes, and what it sends to
  /// experts and back.
  private func load(ofRank rank: Int, of index: Int, _ activity: Activity) -> DieLoad {
    guard isTelling, activity.isWork else { return DieLoad() }
    // No copy of the replica: that costs more than all the rest.
    let share = activity == .decode ? replicas[index].share(ofRank: rank) : 1
    let seconds = replicas[index].secondsPerStep
    var traffic = 0.0
    if activity == .decode, seconds > 0, scenario.rollout.expert > 1 {
      let rows = Double(replicas[index].ranks[rank].running) * replicas[index].tokensPerStep
      traffic =
        rows / seconds * scenario.model.exchangeBytesPerToken(dispatch: scenario.rollout.weights)
        / Double(replicas[index].diesPerRank)
    }
    return DieLoad(
      utilisation: share, linkBytesPerSecond: traffic,
      cardWatts: plan.costs.power(utilisation: share))
  }

  /// Tells how hard the ranks work that samples have just left.
  mutating func tellLoads(ofReplica index: Int, leftBy samples: [Int32], at now: SimTime) {
    guard isTelling, replicas[index].mode == .decoding else { return }
    for sample in samples {
      let rank = Int(table.samples[Int(sample)].rank) % scenario.rollout.data
      guard replicas[index].ranks[rank].running > 0 else { continue }
      let load = load(ofRank: rank, of: index, .decode)
      tell(.load(load, dies: replicas[index].dies(ofRank: rank)), at: now)
    }
  }

  /// Tells a replica's samples.
  mutating func tell(replica index: Int, at now: SimTime) {
    guard isTelling else { return }
    tell(
      .replica(index, replicas[index].status(capacity: plan.costs.cacheTokensPerRank)), at: now)
  }

  /// Tells the queue between rollout and training.
  mutating func tellQueue(at now: SimTime) {
    guard isTelling else { return }
    let view = table.view(version: version)
    var ages = Array(repeating: 0, count: scheduler.staleness + 1)
    for cohort in view.cohorts {
      let age = version - cohort.version
      while ages.count <= age { ages.append(0) }
      ages[age] += cohort.outstanding
    }
    let status = QueueStatus(
      inFlight: view.cohorts.reduce(0) { $0 + $1.inFlight },
      ready: view.cohorts.reduce(0) { $0 + $1.ready },
      missing: scheduler.groupsMissing(view), ages: ages)
    tell(.queue(status), at: now)
  }

  /// Tells what fills the memory of training and rollout dies.
  mutating func enterTrainingMemory(_ memory: Leg.Memory, at now: SimTime) {
    guard isTelling else { return }
    if plan.isFused {
      tellMemory(memory == .rollout ? .rollout : .training, at: now)
    } else {
      tellMemory(.rollout, at: now)
      tellMemory(.training, at: now)
    }
  }

  private mutating func tellMemory(_ memory: Leg.Memory, at now: SimTime) {
    if memory == .rollout {
      let use = plan.costs.rolloutMemory
      tell(
        .memory(
          MemoryUse(
            weights: use.weights + plan.costs.rollout.resident, cache: use.cache,
            workspace: use.workspace),
          dies: scenario.rolloutDies),
        at: now)
      return
    }
    let stages = plan.costs.trainingMemory
    let perStage = scenario.trainingDies.count / max(1, stages.count)
    for (stage, use) in stages.enumerated() {
      let first = scenario.trainingDies.lowerBound + stage * perStage
      tell(
        .memory(
          MemoryUse(
            weights: use.weights + plan.costs.keptRollout, gradients: use.gradients,
            optimizer: use.optimizer,
            activations: use.activations, workspace: use.workspace),
          dies: first..<first + perStage),
        at: now)
    }
  }
}
