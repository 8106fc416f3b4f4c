import DequeModule
import EventKernel
import HeapModule
import Quantities

/// What a replica does by itself when its change is due.
extension Replica {
  /// Carries out the change that is due: ends finished samples, evicts where the cache is full, admits
  /// those that fit, and goes on.
  ///
  /// - Returns: the samples that are finished and when the next change is due, if any.
  mutating func change(
    _ samples: inout [Sample], finished: inout [Int32], room: CacheRoom, pace: inout DecodePace,
    at now: SimTime
  ) -> DueChange? {
    if mode == .prefilling { reckonReading(until: now) }
    let done = mode == .decoding ? pendingSteps : 0
    advance(by: done)
    anchor = now
    pendingSteps = 0
    alarm.cancel()
    endFinished(&samples, into: &finished)
    if stepTokens > 0 {
      return readOn(after: done, &samples, finished: &finished, room: room, pace: &pace)
    }
    if mayOverflow { evictOverflow(&samples, room: room) }
    var prefill = waiting > 0 ? admit(&samples, room: room, pace: &pace) : .zero
    guard running > 0 else {
      mode = .stopped
      return nil
    }
    if let stream {
      prefill = stream.duration(of: prefill, from: now)
      if stream.end <= now { self.stream = nil }
    }
    if prefill > .zero {
      mode = .prefilling
      mayOverflow = true
      return DueChange(time: now + prefill, stamp: alarm.set())
    }
    mode = .decoding
    return scheduleDecode(samples, room: room, pace: &pace)
  }

  private mutating func endFinished(_ samples: inout [Sample], into finished: inout [Int32]) {
    while let next = nextFinish(samples), next.step <= steps {
      finishes.removeMin()
      let index = Int(next.sample)
      leave(samples[index])
      samples[index].isRunning = false
      samples[index].written = samples[index].length
      tokensFinished += Int(samples[index].length)
      finished.append(next.sample)
    }
  }

  /// Takes a sample's share out of its rank's batch and context.
  private mutating func leave(_ sample: Sample) {
    let rank = Int(sample.rank) % ranks.count
    reckonWaiting(ofRank: rank)
    ranks[rank].running -= 1
    running -= 1
    ranks[rank].base -=
      Double(sample.contextTokens) - tokensPerStep * Double(sample.startStep)
    if ranks[rank].running == 0 {
      ranks[rank].base = Double(ranks[rank].readingTokens)
      isEntryStale = true
    }
  }

  /// Takes a running sample out of its batch; `finishes` and `entries` may hold it for a while.
  mutating func takeOut(_ id: Int32, from samples: inout [Sample]) {
    let index = Int(id)
    let written = samples[index].written(at: steps, tokensPerStep: tokensPerStep)
    leave(samples[index])
    samples[index].written = written
    samples[index].isRunning = false
  }

  /// Takes a running sample out of its batch and puts it first in line, to be read again.
  mutating func evict(_ id: Int32, from samples: inout [Sample]) {
    takeOut(id, from: &samples)
    ranks[Int(samples[Int(id)].rank) % ranks.count].waiting.prepend(id)
    waiting += 1
  }

  /// Evicts the samples that entered last, where a rank's cache cannot take one more step.
  ///
  /// - Complexity: O(log n) for each that is evicted, of n samples of its rank; O(samples running) for
  ///   the first after an interruption.
  mutating func evictOverflow(_ samples: inout [Sample], room: CacheRoom) {
    for rank in ranks.indices where overflows(rank, room) {
      if entries.isEmpty { orderEntries(samples) }
      while overflows(rank, room), let newest = entries[rank].popMax() {
        guard isEntry(newest, in: samples) else { continue }
        evict(newest.sample, from: &samples)
        preemptions += 1
      }
    }
    if finishes.count > 2 * running + 64 { dropStaleFinishes(samples) }
  }

  private func overflows(_ rank: Int, _ room: CacheRoom) -> Bool {
    // One step more must fit; a lone sample always fits, as the scenario was checked for it.
    ranks[rank].running > 1
      && !room.holds(
        tokens: context(ofRank: rank) + tokensPerStep * Double(ranks[rank].running),
        samples: ranks[rank].running)
  }

  /// What the ranks take in at an admission.
  private struct Intake {
    /// Tokens to read: of the rank with most, and of all.
    var longest = 0
    var total = 0
    /// Squares of the contexts of the rank with most.
    var pairs = 0.0
    /// Tokens whose cache comes along, of the rank with most.
    var moved = 0
  }

  /// Admits waiting samples in order while they fit; the time it takes to read them, or to move their
  /// cache.
  private mutating func admit(
    _ table: inout [Sample], room: CacheRoom, pace: inout DecodePace
  ) -> SimDuration {
    var intake = Intake()
    for rank in ranks.indices {
      ranks[rank].taken = 0
      guard !ranks[rank].isFull, !ranks[rank].waiting.isEmpty else { continue }
      admit(toRank: rank, &table, room: room, &intake)
    }
    var seconds = pace.migration(rankTokens: intake.moved)
    if intake.longest > 0 {
      seconds += pace.prefill(
        rankTokens: intake.longest, rankTokenPairs: intake.pairs, replicaTokens: intake.total)
    }
    return SimDuration(Seconds(seconds * slowdown))
  }

  private mutating func admit(
    toRank rank: Int, _ table: inout [Sample], room: CacheRoom, _ intake: inout Intake
  ) {
    var tokens = 0
    var moved = 0
    var pairs = 0.0
    while ranks[rank].running < room.samples, let id = ranks[rank].waiting.first {
      let entering = table[Int(id)].contextTokens
      let context = context(ofRank: rank) + Double(entering)
      // Leave each sample a block to grow by: one that was just evicted would else come straight
      // back, and the rank would read for ever and write nothing.
      let samples = ranks[rank].running + 1
      let fits = room.holds(tokens: context + Double(samples * room.block), samples: samples)
      guard fits || ranks[rank].running == 0 else { break }
      ranks[rank].waiting.removeFirst()
      waiting -= 1
      if table[Int(id)].keepsCache {
        moved += entering
      } else {
        tokens += entering
        pairs += Double(entering) * Double(entering)
      }
      enter(id, &table)
    }
    ranks[rank].isFull = true
    ranks[rank].taken = tokens + moved
    intake.total += tokens
    intake.longest = max(intake.longest, tokens)
    intake.pairs = max(intake.pairs, pairs)
    intake.moved = max(intake.moved, moved)
  }

  mutating func enter(_ id: Int32, _ samples: inout [Sample]) {
    let index = Int(id)
    samples[index].startStep = steps
    samples[index].isRunning = true
    samples[index].keepsCache = false
    let rank = Int(samples[index].rank) % ranks.count
    reckonWaiting(ofRank: rank)
    if ranks[rank].running == 0 { isEntryStale = true }
    ranks[rank].running += 1
    running += 1
    ranks[rank].base +=
      Double(samples[index].contextTokens) - tokensPerStep * Double(steps)
    let finish = samples[index].finishStep(tokensPerStep: tokensPerStep)
    finishes.insert(Milestone(step: finish, sample: id, rank: samples[index].rank))
    if !entries.isEmpty { noteEntry(id, rank: rank, samples) }
  }

  /// Takes the rate of the present batch and tells when the next change is due.
  mutating func scheduleDecode(
    _ samples: [Sample], room: CacheRoom, pace: inout DecodePace
  ) -> DueChange? {
    guard let first = nextFinish(samples) else { return nil }
    let most = findBusiest()
    fixed = pace.fixed(busiest: most, running: running) * slowdown
    slope = pace.perContextToken * slowdown
    readingGrowth = 0
    pendingSteps = first.step - steps
    mayOverflow = false
    // No rank has more context or more samples than this.
    let growth = tokensPerStep * Double(most) * Double(pendingSteps)
    if room.freeTokens(beside: busiestContext, samples: most) < growth { cutToOverflow(room: room) }
    return DueChange(time: time(ofStep: pendingSteps), stamp: alarm.set())
  }

  /// Cuts the pending steps to those that all caches can take, one at least.
  private mutating func cutToOverflow(room: CacheRoom) {
    let grown = tokensPerStep * Double(steps)
    for rank in ranks.indices {
      let running = ranks[rank].running
      guard running > 1 else { continue }
      let context = ranks[rank].base + grown * Double(running)
      let growth = tokensPerStep * Double(running)
      let free = room.freeTokens(beside: context, samples: running)
      guard free < growth * Double(pendingSteps) else { continue }
      mayOverflow = true
      pendingSteps = min(pendingSteps, max(1, Int64((free / growth).rounded(.down))))
    }
  }
}
