import Quantities
import Specification

extension ClusterState: TelemetrySink {
  /// Always true.
  public static var wantsEvents: Bool { true }

  /// Folds an event in.
  ///
  /// - Precondition: the event is not before `now`.
  public mutating func take(_ event: TelemetryEvent) {
    pass(to: event.time)
    switch event.kind {
    case .scenario(let scenario): take(scenario)
    case .activity(let activity, let load, let dies):
      ledger.enter(activity, utilisation: load.utilisation, dies: dies, at: event.time)
      enter(load, dies: dies)
    case .load(let load, let dies): enter(load, dies: dies)
    case .waited(let span, let activity, let dies):
      ledger.book(span, of: activity, as: .waitingPeers, dies: dies, at: event.time)
    case .memory(let use, let dies): take(use, dies: dies)
    case .replica(let index, let status): take(status, replica: index)
    case .progress(let progress): take(progress)
    case .role(let role, let step, let isRunning):
      take(role, step: step, isRunning: isRunning)
    case .leg(let status): take(status)
    case .aside(let status):
      if aside?.end == nil { aside?.end = now }
      if let status { aside = LegSpan(status: status, start: now, after: nil) }
    case .reshardPlan(let traffic): nextReshard = traffic
    case .reshard(let status):
      reshard = Reshard(told: event.time, status: status)
      guard status.elapsed == .zero, !status.isStopped else { break }
      note(
        .reshard,
        "\(status.title) in \(status.duration.seconds.fixed(1)) s"
          + (status.fabricBytes > .zero ? ", \(status.fabricBytes) over the fabric" : "")
      )
    case .finished(let length): lengths.add(length)
    case .pipeline(let status): take(status)
    case .queue(let status):
      queue = status
      queueOverTime[0].set(Double(status.ready), at: now)
      queueOverTime[1].set(Double(status.inFlight), at: now)
    case .version(let version): self.version = version
    case .serving(let status): serving = status
    case .step(let record): take(record)
    case .failed(let card, let until):
      if let last = legs.indices.last, legs[last].end == nil { legs[last].isCut = true }
      failures.append(CardFailure(card: card, until: until))
      note(.fault, "card \(card) failed, expected back in \((until - now).seconds.fixed(0)) s")
    case .recovered(let card):
      failures.removeAll { $0.card == card }
      note(.fault, "card \(card) is back")
    case .note(let text): note(.knob, text)
    }
  }

  /// Folds the end of a sample in.
  ///
  /// - Precondition: the time is not before `now`.
  public mutating func take(_ progress: ReplicaProgress, at time: SimTime) {
    pass(to: time)
    take(progress)
  }

  /// Goes on to a time; series catch up when they change, or when someone lets time pass.
  private mutating func pass(to time: SimTime) {
    precondition(time >= now, "telemetry runs backwards, from \(now) to \(time)")
    now = time
  }

  /// Lets time pass without an event.
  public mutating func advance(to time: SimTime) {
    pass(to: time)
    generation.advance(to: time)
    running.advance(to: time)
    cacheTokens.advance(to: time)
    for index in memoryOverTime.indices { memoryOverTime[index].advance(to: time) }
    for index in queueOverTime.indices { queueOverTime[index].advance(to: time) }
  }
}

extension ClusterState {
  private static let spanLimit = 4096
  private static let legLimit = 2048
  private static let stepLimit = 4096
  private static let logLimit = 1024
  /// Parts of a token a second that rates are added up in: whole ones, so that a sum that changes
  /// replica by replica never drifts.
  private static let rateUnit = 65_536.0
  /// Buckets of all replicas' series together.
  private static let replicaBuckets = 65_536

  private mutating func take(_ scenario: Scenario) {
    self.scenario = scenario
    replicas.removeAll(keepingCapacity: true)
    runningByReplica.removeAll(keepingCapacity: true)
    tokensByReplica.removeAll(keepingCapacity: true)
    (runningSum, tokensSum, rateSum) = (0, 0, 0)
    let cap = LengthHistogram(cap: scenario.workload.responseLength.longest)
    if cap.width != lengths.width { lengths = cap }
    updateSeries()
  }

  private mutating func enter(_ load: DieLoad, dies: Range<Int>) {
    var loads = loads.mutableSpan
    for die in dies { loads[die] = load }
  }

  private mutating func take(_ use: MemoryUse, dies: Range<Int>) {
    let parts = use.parts
    for die in dies {
      let old = memory[die]
      guard old != use else { continue }
      let before = old.parts
      for part in parts.indices { memorySums[part] += parts[part].count - before[part].count }
      memory[die] = use
    }
    let count = Double(max(1, memory.count))
    for part in parts.indices {
      memoryOverTime[part].set(Double(memorySums[part]) / count, at: now)
    }
  }

  private mutating func take(_ status: ReplicaStatus, replica index: Int) {
    while replicas.count <= index {
      replicas.append(
        ReplicaStatus(
          firstDie: 0, diesPerRank: 1, ranks: [], waiting: 0, version: 0, secondsPerStep: 0,
          tokensWritten: 0))
      runningByReplica.append(0)
      tokensByReplica.append(0)
    }
    if let rank = replicas[index].ranks.firstRank(thatShrankTo: status.ranks) {
      lastFinish = LegSpan.Finish(time: now, replica: index, rank: rank)
    }
    enter(replica: index, sign: -1)
    replicas[index] = status
    runningByReplica[index] = status.running
    enterTold(replica: index)
  }

  private mutating func take(_ progress: ReplicaProgress) {
    let index = Int(progress.replica)
    let rank = Int(progress.rank)
    let running = Int(progress.running)
    if running < runningByReplica[index] {
      lastFinish = LegSpan.Finish(time: now, replica: index, rank: rank)
    }
    enter(replica: index, sign: -1)
    replicas[index].take(progress)
    if let load = progress.load { enter(load, dies: replicas[index].dies(ofRank: rank)) }
    if let length = progress.length { lengths.add(Int(length)) }
    runningByReplica[index] = running
    enterTold(replica: index)
  }

  /// Enters what was told of a replica, but for its samples, in the sums and the series.
  private mutating func enterTold(replica index: Int) {
    tokensByReplica[index] = replicas[index].cacheTokens
    enter(replica: index, sign: 1)
    if replicaRunning.count <= index {
      let limit = max(64, min(1024, Self.replicaBuckets / max(1, scenario.replicas) / 2 * 2))
      while replicaRunning.count <= index { replicaRunning.append(Series(limit: limit)) }
    }
    replicaRunning[index].set(Double(runningByReplica[index]), at: now)
    updateSeries()
  }

  /// Adds what a replica does to the sums over all, or takes it off.
  private mutating func enter(replica index: Int, sign: Int) {
    runningSum += sign * runningByReplica[index]
    tokensSum += sign * tokensByReplica[index]
    let seconds = replicas[index].secondsPerStep
    guard seconds > 0 else { return }
    let rate = Double(runningByReplica[index]) / seconds * Self.rateUnit
    rateSum += Int64(sign) * Int64(min(rate, 1e15).rounded())
  }

  private mutating func updateSeries() {
    generation.set(Double(rateSum) / Self.rateUnit, at: now)
    running.set(Double(runningSum), at: now)
    cacheTokens.set(Double(tokensSum), at: now)
  }

  private mutating func take(_ status: LegStatus?) {
    if let last = legs.indices.last, legs[last].end == nil {
      legs[last].end = now
      // A failure elsewhere did not stop it.
      if legs[last].start + legs[last].status.duration <= now { legs[last].isCut = false }
    }
    guard let status else { return }
    legs.append(LegSpan(status: status, start: now, after: lastFinish))
    if legs.count > Self.legLimit { legs.removeFirst(Self.legLimit / 4) }
  }

  private mutating func take(_ status: PipelineStatus) {
    pipeline = Pipeline(start: now, step: stepsEnded + 1, status: status)
    note(
      .update,
      "step \(stepsEnded + 1): \(status.microBatches) micro-batches × \(status.stages)"
        + " stages, bubble \((status.bubble * 100).fixed(1)) %")
  }

  private mutating func take(_ role: Role, step: Int, isRunning: Bool) {
    if isRunning {
      spans.append(Span(role: role, step: step, start: now, end: nil))
      if spans.count > Self.spanLimit { spans.removeFirst(Self.spanLimit / 4) }
    } else if let index = spans.lastIndex(where: { $0.role == role && $0.end == nil }) {
      spans[index].end = now
    }
  }

  private mutating func take(_ record: StepRecord) {
    steps.append(record)
    stepsEnded += 1
    lastLengths = lengths
    lengths = LengthHistogram(cap: scenario.workload.responseLength.longest)
    note(
      .step,
      "step \(record.step) ended after \(record.duration.seconds.fixed(0)) s:"
        + " \((record.tokensPerSecond / 1000).fixed(1)) K tok/s, weights v\(record.step)")
    if steps.count > Self.stepLimit { steps.removeFirst(Self.stepLimit / 4) }
  }

  private mutating func note(_ kind: LogEntry.Kind, _ text: String) {
    log.append(LogEntry(time: now, kind: kind, text: text))
    if log.count > Self.logLimit { log.removeFirst(Self.logLimit / 4) }
  }
}
