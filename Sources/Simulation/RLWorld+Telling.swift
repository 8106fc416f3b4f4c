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
  mutating func tell(_ leg: Leg, isAside: Bool = false, at now: SimTime) {
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
    let status = LegStatus(
      role: leg.role, activity: leg.activity, step: version + 1, duration: leg.duration,
      terms: terms)
    tell(isAside ? .aside(status) : .leg(status), at: now)
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
      cardWatts: figures.power(utilisation: utilisation))
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

  /// Enters a leg of the trainer, and those that wait meanwhile.
  mutating func enter(_ leg: Leg, at now: SimTime) {
    let pools = plan.pools
    var others = leg.dies
    for replica in replicas {
      guard !replica.isOpen else {
        others.append(replica.dies)
        continue
      }
      for part in Pools.remainder(of: replica.dies, without: leg.dies) {
        enterActivity(.waitingWeights, dies: part, at: now)
      }
    }
    others = Pools.union(others)
    if !plan.readsApart {
      for pool in Pools.union([pools.reference, pools.reward]) {
        for part in Pools.remainder(of: pool, without: others) {
          enterActivity(.waitingSamples, dies: part, at: now)
        }
      }
    }
    for part in Pools.remainder(of: pools.update, without: others) {
      enterActivity(leg.role == .reshard ? .waitingPeers : .waitingSamples, dies: part, at: now)
    }
    enterParts(of: leg, at: now)
  }

  /// Enters the dies of a leg: each stage with its own share of busy time.
  mutating func enterParts(of leg: Leg, at now: SimTime) {
    if !leg.scoringDies.isEmpty { enterActivity(.reward, dies: leg.scoringDies, at: now) }
    guard !leg.stageShares.isEmpty, let dies = leg.dies.first else {
      for dies in leg.dies {
        enterActivity(leg.activity, link: leg.linkBytesPerSecond, dies: dies, at: now)
      }
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

  /// Books what data-parallel ranks have waited in a leg that has ended, for the slowest of them.
  mutating func bookLanes(of leg: Leg, at now: SimTime) {
    guard let dies = leg.dies.first, !leg.stageShares.isEmpty,
      leg.laneShares.contains(where: { $0 < 1 })
    else { return }
    let perStage = dies.count / leg.stageShares.count
    let perLane = perStage / leg.laneShares.count
    for (stage, busy) in leg.stageShares.enumerated() {
      for (lane, share) in leg.laneShares.enumerated() where share < 1 {
        let first = dies.lowerBound + stage * perStage + lane * perLane
        let waited = SimDuration.seconds(leg.duration.seconds * busy * (1 - share))
        bookWaited(waited, of: leg.activity, dies: first..<first + perLane, at: now)
      }
    }
  }

  /// Books time of an activity as waiting for peers.
  private mutating func bookWaited(
    _ span: SimDuration, of activity: Activity, dies: Range<Int>, at now: SimTime
  ) {
    ledger.book(span, of: activity, as: .waitingPeers, dies: dies, at: now)
    tell(.waited(span, in: activity, dies: dies), at: now)
  }

  /// Enters those dies as waiting for samples that train, or read for the trainer, and do not roll out.
  mutating func enterWaitingTrainer(at now: SimTime) {
    let pools = plan.pools
    let isReading = plan.readsApart && reader.leg != nil
    let readers = isReading ? [] : [pools.reference, pools.reward]
    for pool in Pools.union([pools.update] + readers) {
      for part in Pools.remainder(of: pool, without: [pools.rollout]) {
        enterActivity(.waitingSamples, dies: part, at: now)
      }
    }
  }

  /// What a rank of a replica does that has nothing to write.
  ///
  /// It waits for the queue where that is what keeps groups from starting, for new weights while the
  /// trainer makes some, and else for those who still write: ranks of its replica, or other replicas.
  private func restingActivity(ofReplica index: Int) -> Activity {
    guard serving == nil else { return .idle }
    if isQueueFull { return .waitingQueue }
    switch trainer {
    case .running where !isReadingAhead, .awaitingReading: return .waitingWeights
    case .waiting, .running, .suspended:
      return replicas[index].mode == .stopped ? .waitingReplica : .waitingPeers
    }
  }

  /// Enters what resting ranks wait for, where that may have changed.
  mutating func enterResting(at now: SimTime) {
    guard isRolloutOpen else { return }
    for index in replicas.indices where replicas[index].isOpen {
      replicas[index].isEntryStale = true
      enter(replica: index, at: now)
    }
  }

  /// Enters what a replica's ranks do, where it changed, and tells the replica's state: of one that had
  /// this line before the present event, what changed with the samples that ended.
  mutating func enter(
    replica index: Int, after line: Replica.Line? = nil, at now: SimTime
  ) {
    guard replicas[index].isEntryStale else {
      tell(replica: index, after: line, at: now)
      return
    }
    replicas[index].isEntryStale = false
    let working: Activity
    switch replicas[index].mode {
    case .failed:
      enterFailed(replica: index, at: now)
      tell(replica: index, after: line, at: now)
      return
    case .loading: working = .offload
    case .prefilling: working = .prefill
    case .stopped, .decoding: working = .decode
    }
    let isLoading = replicas[index].mode == .loading
    let resting = restingActivity(ofReplica: index)
    for rank in replicas[index].ranks.indices {
      let reads = !replicas[index].ranks[rank].reading.isEmpty
      let works = isLoading || reads || replicas[index].ranks[rank].running > 0
      let activity = reads ? .prefill : works ? working : resting
      guard replicas[index].enteredActivity[rank] != activity.rawValue else { continue }
      bookWaiting(ofRank: rank, of: index, at: now)
      replicas[index].enteredActivity[rank] = activity.rawValue
      let load = isTelling ? load(ofRank: rank, of: index, activity) : DieLoad()
      enterActivity(
        activity, utilisation: load.utilisation, link: load.linkBytesPerSecond,
        dies: replicas[index].dies(ofRank: rank), at: now)
    }
    tell(replica: index, after: line, at: now)
  }

  private mutating func enterFailed(replica index: Int, at now: SimTime) {
    guard replicas[index].enteredActivity[0] != Activity.failed.rawValue else { return }
    bookWaiting(ofReplica: index, at: now)
    enterActivity(.waitingPeers, dies: replicas[index].dies, at: now)
    for rank in replicas[index].ranks.indices {
      replicas[index].enteredActivity[rank] = Activity.failed.rawValue
    }
  }

  /// Books what a replica's ranks have waited for one another, of the time they are entered as working.
  mutating func bookWaiting(ofReplica index: Int, at now: SimTime) {
    for rank in replicas[index].ranks.indices { bookWaiting(ofRank: rank, of: index, at: now) }
  }

  private mutating func bookWaiting(ofRank rank: Int, of index: Int, at now: SimTime) {
    let span = replicas[index].takeWaiting(ofRank: rank)
    guard span > .zero, let activity = Activity(rawValue: replicas[index].enteredActivity[rank]),
      activity == .decode || activity == .prefill
    else { return }
    bookWaited(span, of: activity, dies: replicas[index].dies(ofRank: rank), at: now)
  }

  /// How hard the dies of a rank work: the share of a step that it computes, and what it sends to
  /// experts and back.
  ///
  /// Mutating, though it changes nothing: else the world would be copied for each call.
  private mutating func load(ofRank rank: Int, of index: Int, _ activity: Activity) -> DieLoad {
    guard activity.isWork else { return DieLoad() }
    guard activity == .decode else {
      return DieLoad(utilisation: 1, cardWatts: figures.power(utilisation: 1))
    }
    let share = replicas[index].share(ofRank: rank)
    let seconds = replicas[index].secondsPerStep
    var traffic = 0.0
    if seconds > 0 {
      let rows = Double(replicas[index].ranks[rank].running) * replicas[index].tokensPerStep
      traffic = rows / seconds * figures.exchangeBytes / Double(replicas[index].diesPerRank)
    }
    return DieLoad(
      utilisation: share, linkBytesPerSecond: traffic, cardWatts: figures.power(utilisation: share))
  }

  /// How hard a rank's dies work since one of its samples ended; `nil` where it has nothing to write.
  private mutating func loadLeft(ofRank rank: Int, of index: Int) -> DieLoad? {
    guard replicas[index].mode == .decoding, replicas[index].ranks[rank].running > 0 else {
      return nil
    }
    return load(ofRank: rank, of: index, .decode)
  }

  /// Tells a replica's samples: of one that had this line before the present event, what changed with
  /// the samples that ended.
  mutating func tell(replica index: Int, after line: Replica.Line? = nil, at now: SimTime) {
    guard isTelling else { return }
    // An end and nothing else: who enters leaves the line, who is evicted is counted.
    let isShort =
      finished.count == 1 && !tellsWhole && line == replicas[index].line
      && replicas[index].begun.isEmpty
    if !isShort {
      let status = replicas[index].status(capacity: plan.costs.cacheTokensPerRank)
      outbox.add(.replica(index, status), at: now)
    }
    guard line != nil else { return }
    for place in finished.indices {
      let id = Int(finished[place])
      let rank = Int(table.samples[id].rank) % replicas[index].ranks.count
      let load = loadLeft(ofRank: rank, of: index)
      let length = table.samples[id].status == .pending ? table.samples[id].length : nil
      if isShort {
        let progress = replicas[index].progress(
          ofRank: rank, of: index, length: length, load: load)
        outbox.add(progress, at: now)
        continue
      }
      if let load {
        outbox.add(.load(load, dies: replicas[index].dies(ofRank: rank)), at: now)
      }
      if let length { outbox.add(.finished(length: Int(length)), at: now) }
    }
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
}
