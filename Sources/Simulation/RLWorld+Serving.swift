import EventKernel
import Quantities
import Scheduling
import Specification
import Telemetry

/// Requests that come, are answered and go: a run without training.
///
/// Everything else is as in rollout: replicas, routing, faults. A request is a group, its answer what
/// an update would be: it is taken from the table at once. Instead of steps, every so many answers make
/// a record.
extension RLWorld {
  /// Whether every request is answered.
  var isComplete: Bool { serving?.isComplete ?? false }

  /// Opens all replicas and lets the first requests come.
  mutating func beginServing(in context: inout Context<Event>) {
    isRolloutOpen = true
    for index in replicas.indices {
      replicas[index].isOpen = true
      enter(replica: index, at: context.now)
    }
    guard case .atOnce(let requests) = scenario.workload.arrivals else {
      scheduleArrival(in: &context)
      return
    }
    var slots: [Int] = []
    for _ in 0..<requests { slots.append(takeRequest(at: context.now)) }
    dispatch(slots)
    for index in replicas.indices {
      wake(index, in: &context)
      tell(replica: index, at: context.now)
    }
    noteRolloutRole(at: context.now)
  }

  /// Lets the next request come when it is due.
  private mutating func scheduleArrival(in context: inout Context<Event>) {
    guard let serving, serving.arrived < serving.requests else { return }
    let number = serving.arrived
    let time: SimTime
    switch scenario.workload.arrivals {
    case .poisson(let process):
      var random = RandomStream(seed: scenario.seed, purpose: .arrivals, index: number)
      let gap = random.exponential(mean: 1 / process.perSecond)
      time = serving.latestArrival + .seconds(min(gap, MeasuredArrivals.latest))
    case .measured(let measured): time = .seconds(measured.seconds[number])
    case .atOnce, nil: return
    }
    self.serving?.latestArrival = time
    context.schedule(.arrival, at: time)
  }

  /// Takes the request that has come, hands its samples to replicas, and awaits the next one.
  mutating func arrive(in context: inout Context<Event>) {
    let slot = takeRequest(at: context.now)
    note(.rollout, isRunning: true, at: context.now)
    let ids = table.samples(ofSlot: slot)
    if ids.count == 1, let place = leastBusyPlace() {
      hand(Int32(ids.lowerBound), to: place)
    } else {
      dispatch([slot])
    }
    for id in ids {
      let rank = Int(table.samples[id].rank)
      let index = rank / scenario.rollout.data
      // Behind another one in line it waits for whatever that one waits for.
      let isFirst = replicas[index].ranks[rank % scenario.rollout.data].waiting.first == Int32(id)
      if isFirst || replicas[index].mode == .stopped { wake(index, in: &context) }
      tell(replica: index, at: context.now)
    }
    scheduleArrival(in: &context)
  }

  /// Launches the next request.
  private mutating func takeRequest(at now: SimTime) -> Int {
    let index = table.nextGroup(isDeferred: false)
    var lengths: [Int] = []
    sampler.responses(ofGroup: index, count: scheduler.samplesPerGroup, into: &lengths)
    let slot = table.launch(
      group: index, version: 0, promptTokens: sampler.prompt(ofGroup: index), lengths: lengths,
      needed: scheduler.samplesPerGroup)
    serving?.arrived += 1
    for id in table.samples(ofSlot: slot) { serving?.arrive(id, at: now) }
    return slot
  }

  /// The rank with fewest samples, for one more; `nil` where the policy looks at more than that.
  private func leastBusyPlace() -> Int? {
    switch scenario.policy.dispatch {
    case .roundRobin, .longestFirst: return nil
    case .grouped, .interleaved: break
    }
    var least = Int.max
    var place: Int?
    for rank in 0..<scenario.rollout.data {
      for index in replicas.indices where replicas[index].mode != .failed {
        let load = replicas[index].load(ofRank: rank)
        if load < least { (least, place) = (load, rank * replicas.count + index) }
      }
    }
    return place
  }

  /// Notes which samples a replica began to read or to write at its last change.
  mutating func noteProgress(ofReplica index: Int, at now: SimTime) {
    for id in replicas[index].admitted { serving?.begin(id, at: now) }
    for id in replicas[index].begun { serving?.writeFirst(id, at: now) }
    var (tokens, fullest) = (0.0, 0.0)
    for rank in replicas[index].ranks.indices {
      let held = replicas[index].context(ofRank: rank)
      tokens += held
      fullest = max(fullest, held)
    }
    serving?.noteCache(
      index, tokens: tokens, fullestShare: fullest / Double(max(1, room.tokens)), at: now)
  }

  /// Takes a request out of the table whose samples are all written.
  mutating func answer(slot: Int, in context: inout Context<Event>) {
    let ids = table.samples(ofSlot: slot)
    for sample in table.samples[ids] where sample.status == .finished {
      totals.tokensLearned += Int(sample.length)
    }
    totals.groupsLearned += 1
    serving?.answer(promptTokens: Int(table.samples[ids.lowerBound].promptTokens))
    table.release(table.take([1]))
    guard serving?.isRecordDue(every: scenario.workload.promptsPerStep) == true else { return }
    context.schedule(.servingRecord, at: context.now, class: .records)
  }

  /// Closes a record, of all that was answered up to now.
  mutating func closeServingRecord(at now: SimTime) {
    guard let serving, serving.recordSamples > 0 else { return }
    ledger.settle(at: now)
    for index in replicas.indices { bookWaiting(ofReplica: index, at: now) }
    let step = record.close(
      step: version + 1, tokens: serving.recordTokens, samples: serving.recordSamples,
      staleness: [serving.recordSamples], ledger: ledger, dies: scenario.cluster.dies,
      state: digest(), at: now)
    version += 1
    self.serving?.closeRecord()
    tell(.step(step), at: now)
    if isTelling, let status = servingStatus(at: now) { tell(.serving(status), at: now) }
  }

  /// How serving stands; `nil` in a run that trains.
  func servingStatus(at now: SimTime) -> ServingStatus? {
    let ranks = replicas.count * scenario.rollout.data
    return serving?.status(
      preemptions: replicas.reduce(0) { $0 + $1.preemptions },
      capacity: Double(room.tokens) * Double(ranks), at: now)
  }
}

extension RandomStream.Purpose {
  /// The gaps between requests, by request.
  static let arrivals = RandomStream.Purpose("arrivals")
}
