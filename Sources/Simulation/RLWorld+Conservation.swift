import Quantities
import Scheduling
import Specification
import Telemetry

extension RLWorld {
  /// A digest of all that is in flight, so that two runs that agree in it agree in what follows.
  func digest() -> UInt64 {
    var digest = Digest(seed: 0)
    digest.mix(table.launched)
    for group in table.groups where group.isOutstanding {
      digest.mix(group.index)
      digest.mix(group.version)
      digest.mix(group.unfinished)
    }
    for sample in table.samples { digest.mix(sample.written) }
    for replica in replicas {
      digest.mix(replica.steps)
      digest.mix(replica.running)
      if replica.stepTokens > 0 { replica.mixReading(into: &digest) }
    }
    serving?.mix(into: &digest)
    if case .roundRobin = scenario.policy.dispatch { digest.mix(nextTurn) }
    for card in failures.keys.sorted() { digest.mix(card) }
    for count in [spares, table.dropped, totals.samplesMigrated] { digest.mix(count) }
    return digest.value
  }

  /// The conservation laws that do not hold, each with its numbers: empty in a sound run.
  func violations(at now: SimTime) -> [String] {
    var found: [String] = []
    func check(_ holds: Bool, _ text: @autoclosure () -> String) {
      if !holds { found.append(text()) }
    }
    let outstanding = table.groups.reduce(0) { $0 + ($1.isOutstanding ? 1 : 0) }
    check(
      table.launched == totals.groupsLearned + outstanding,
      "\(table.launched) groups were launched, \(totals.groupsLearned) were learned from and "
        + "\(outstanding) are outstanding")
    // What is read ahead stands in its cohort still.
    let training = isReadingAhead ? 0 : batch.count
    let inCohorts = table.cohorts.reduce(training) { $0 + $1.inFlight + $1.ready.count }
    check(
      inCohorts == outstanding,
      "\(outstanding) groups are outstanding, \(inCohorts) are queued or in training")
    checkSamples(check)
    checkCaches(check)
    checkLedger(at: now, check)
    let stale =
      serving != nil
      ? []
      : table.cohorts.filter {
        $0.version >= toleratedVersion && version - $0.version > scheduler.staleness
      }
    check(
      stale.isEmpty,
      "groups of version \(stale.first?.version ?? 0) are outstanding at version \(version) with "
        + "a staleness bound of \(scheduler.staleness)")
    return found
  }

  /// Every unfinished sample is in exactly one replica's batch or line.
  private func checkSamples(_ check: (Bool, @autoclosure () -> String) -> Void) {
    var unfinished = 0
    var finishedTokens = totals.tokensLearned + totals.tokensDropped
    for (slot, group) in table.groups.enumerated() where group.isOutstanding {
      for id in table.samples(ofSlot: slot) {
        let sample = table.samples[id]
        if sample.status == .pending { unfinished += 1 }
        if sample.status == .finished { finishedTokens += Int(sample.length) }
        check(
          sample.written <= sample.length,
          "sample \(id) has \(sample.written) of \(sample.length) tokens")
      }
    }
    let held = replicas.reduce(0) { $0 + $1.running + $1.reading + $1.waiting }
    check(held == unfinished, "\(unfinished) samples are unfinished, replicas hold \(held)")
    check(
      finishedTokens == totals.tokensFinished,
      "\(totals.tokensFinished) tokens were finished, \(finishedTokens) are accounted for")
  }

  /// No rank holds more than its cache, and none holds anything without samples.
  private func checkCaches(_ check: (Bool, @autoclosure () -> String) -> Void) {
    for (index, replica) in replicas.enumerated() {
      var running = 0
      for rank in replica.ranks.indices {
        running += replica.ranks[rank].running
        let tokens = replica.context(ofRank: rank)
        let used = tokens + Double(replica.ranks[rank].running * room.block)
        check(
          replica.ranks[rank].running <= 1 || used <= Double(room.tokens) + 0.5,
          "rank \(rank) of replica \(index) holds \(used) tokens of \(room.tokens)")
        check(
          replica.load(ofRank: rank) > replica.ranks[rank].waiting.count || tokens == 0,
          "rank \(rank) of replica \(index) holds \(tokens) tokens for no sample")
      }
      check(
        running == replica.running, "replica \(index) counts \(replica.running), runs \(running)")
    }
  }

  /// For every die the times in all activities add up to the wall.
  private func checkLedger(
    at now: SimTime, _ check: (Bool, @autoclosure () -> String) -> Void
  ) {
    var settled = ledger
    settled.settle(at: now)
    for die in 0..<scenario.cluster.dies {
      var sum = SimDuration.zero
      for activity in Activity.allCases { sum = sum + settled.time(of: die, in: activity) }
      check(
        sum == now - .zero, "die \(die) accounts for \(sum.seconds) s of \(now.seconds) s")
    }
  }
}
