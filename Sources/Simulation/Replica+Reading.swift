import CostModel
import DequeModule
import EventKernel
import HeapModule
import Quantities

/// Prompts read part by part beside decode (chunked prefill), as serving engines do.
///
/// Each step of a rank takes a token of every running sample and fills up with tokens of the contexts
/// that stand in line to be read, first come first. The step that reads the last of a context writes the
/// sample's next token. As long as no context ends and no sample enters or leaves, steps are alike but
/// for attention, which grows evenly; so several of them have a closed form too.
extension Replica {
  /// A context on its way into the cache.
  struct Reading: Sendable {
    var sample: Int32
    /// Tokens of the context; all of them have their place in the cache.
    var total: Int
    /// Tokens still to be read.
    var left: Int
  }

  /// Goes on after some steps: ends what was read, makes room, admits, and plans the next change.
  mutating func readOn(
    after done: Int64, _ samples: inout [Sample], finished: inout [Int32], room: CacheRoom,
    pace: inout DecodePace
  ) -> DueChange? {
    admitted.removeAll(keepingCapacity: true)
    begun.removeAll(keepingCapacity: true)
    if reading > 0 {
      advanceReading(by: done)
      endReading(&samples, into: &finished)
    }
    if mayOverflow { makeRoom(&samples, room) }
    if waiting > 0 {
      let moved = admitToRead(&samples, room)
      anchor = anchor + SimDuration(Seconds(pace.migration(rankTokens: moved) * slowdown))
    }
    guard running + reading > 0 else {
      mode = .stopped
      return nil
    }
    if let stream {
      // Steps are short: the first one waits for the last layer.
      anchor = max(anchor, stream.end)
      self.stream = nil
    }
    mode = .decoding
    guard reading > 0 else { return scheduleDecode(samples, room: room, pace: &pace) }
    return scheduleMixed(samples, room: room, pace: &pace)
  }

  /// Counts what some steps have read, first come first.
  mutating func advanceReading(by done: Int64) {
    for rank in ranks.indices where !ranks[rank].reading.isEmpty {
      var tokens = Int(done) * ranks[rank].readingRows
      var index = 0
      while tokens > 0, index < ranks[rank].reading.count {
        let taken = min(tokens, ranks[rank].reading[index].left)
        ranks[rank].reading[index].left -= taken
        tokens -= taken
        index += 1
      }
    }
  }

  /// Lets samples write whose contexts are read: the first token is there with the last step of reading.
  private mutating func endReading(_ samples: inout [Sample], into finished: inout [Int32]) {
    for rank in ranks.indices {
      while let first = ranks[rank].reading.first, first.left == 0 {
        ranks[rank].reading.removeFirst()
        release(first, rank)
        let index = Int(first.sample)
        samples[index].written = min(samples[index].length, samples[index].written + 1)
        begun.append(first.sample)
        if samples[index].written < samples[index].length {
          enter(first.sample, &samples)
        } else {
          tokensFinished += Int(samples[index].length)
          finished.append(first.sample)
        }
      }
    }
  }

  /// Gives back the place in the cache of a context that is read, or no longer is.
  private mutating func release(_ context: Reading, _ rank: Int) {
    reading -= 1
    ranks[rank].readingTokens -= context.total
    ranks[rank].base -= Double(context.total)
    if ranks[rank].reading.isEmpty { isEntryStale = true }
    if ranks[rank].running == 0 { ranks[rank].base = Double(ranks[rank].readingTokens) }
  }

  /// Admits waiting samples in order while they fit.
  ///
  /// - Returns: tokens whose cache comes along, of the rank with most.
  private mutating func admitToRead(_ samples: inout [Sample], _ room: CacheRoom) -> Int {
    var most = 0
    for rank in ranks.indices where !ranks[rank].waiting.isEmpty {
      var moved = 0
      while let id = ranks[rank].waiting.first {
        let count = ranks[rank].running + ranks[rank].reading.count + 1
        let entering = samples[Int(id)].contextTokens
        // A block to grow by for each sample, as in `admit`.
        let tokens = context(ofRank: rank) + Double(entering + count * room.block)
        let fits = room.holds(tokens: tokens, samples: count)
        guard count <= room.samples, fits || count == 1 else { break }
        ranks[rank].waiting.removeFirst()
        waiting -= 1
        admitted.append(id)
        if samples[Int(id)].keepsCache {
          moved += entering
          enter(id, &samples)
        } else {
          if ranks[rank].reading.isEmpty { isEntryStale = true }
          ranks[rank].reading.append(Reading(sample: id, total: entering, left: entering))
          ranks[rank].readingTokens += entering
          ranks[rank].base += Double(entering)
          reading += 1
        }
      }
      most = max(most, moved)
    }
    return most
  }

  /// Puts contexts back in line that came last, then samples that entered last, where a cache is full.
  private mutating func makeRoom(_ samples: inout [Sample], _ room: CacheRoom) {
    for rank in ranks.indices {
      while ranks[rank].running + ranks[rank].reading.count > 1,
        let last = ranks[rank].reading.last, growthFits(rank, room, steps: 1) == false
      {
        ranks[rank].reading.removeLast()
        release(last, rank)
        putBack(last.sample, rank)
        preemptions += 1
      }
    }
    evictOverflow(&samples, room: room)
  }

  /// Whether what a rank's samples write in some steps fits beside what it holds.
  private func growthFits(_ rank: Int, _ room: CacheRoom, steps: Int64) -> Bool {
    let growth = growth(ofRank: rank) * Double(steps)
    return freeTokens(ofRank: rank, room) >= growth
  }

  private func growth(ofRank rank: Int) -> Double {
    tokensPerStep * Double(ranks[rank].running) + Double(ranks[rank].reading.count)
  }

  private func freeTokens(ofRank rank: Int, _ room: CacheRoom) -> Double {
    room.freeTokens(
      beside: context(ofRank: rank), samples: ranks[rank].running + ranks[rank].reading.count)
  }

  private mutating func putBack(_ id: Int32, _ rank: Int) {
    ranks[rank].waiting.prepend(id)
    waiting += 1
  }

  /// Puts all contexts that are read back in line, to be read from their start.
  mutating func stopReading() {
    for rank in ranks.indices {
      while let last = ranks[rank].reading.popLast() {
        release(last, rank)
        putBack(last.sample, rank)
      }
    }
  }

  /// Takes a sample out of those whose contexts are read.
  mutating func removeReading(_ id: Int32, rank: Int) {
    guard let index = ranks[rank].reading.firstIndex(where: { $0.sample == id }) else { return }
    release(ranks[rank].reading.remove(at: index), rank)
  }

  /// Plans the steps up to the next change, in which contexts are read.
  private mutating func scheduleMixed(
    _ samples: [Sample], room: CacheRoom, pace: inout DecodePace
  ) -> DueChange? {
    let most = findBusiest()
    var (longest, total, pairs, growth) = (0, 0, 0.0, 0.0)
    pendingSteps = nextFinish(samples).map { $0.step - steps } ?? .max
    for rank in ranks.indices {
      let rows = ranks[rank].running * rowsPerSample
      let plan = ranks[rank].planReading(tokens: max(1, stepTokens - rows))
      longest = max(longest, rows + ranks[rank].readingRows)
      total += rows + ranks[rank].readingRows
      if plan.pairs > pairs { (pairs, growth) = (plan.pairs, plan.growth) }
      pendingSteps = min(pendingSteps, plan.steps)
    }
    let cost = pace.mixed(rankRows: longest, replicaRows: total)
    let decode = most > 0 ? pace.fixed(busiest: most, running: running) : 0
    fixed = (max(decode, cost.fixed.value) + cost.perPair.value * pairs) * slowdown
    slope = pace.perContextToken * slowdown
    readingGrowth = cost.perPair.value * growth * slowdown
    mayOverflow = false
    for rank in ranks.indices where ranks[rank].running + ranks[rank].reading.count > 1 {
      guard !growthFits(rank, room, steps: pendingSteps) else { continue }
      mayOverflow = true
      let steps = freeTokens(ofRank: rank, room) / self.growth(ofRank: rank)
      pendingSteps = min(pendingSteps, max(1, Int64(steps.rounded(.down))))
    }
    return DueChange(time: time(ofStep: pendingSteps), stamp: alarm.set())
  }
}

extension Replica {
  /// Mixes in which contexts are read, and how far they are.
  func mixReading(into digest: inout Digest) {
    for rank in ranks {
      for context in rank.reading {
        digest.mix(context.sample)
        digest.mix(context.left)
      }
    }
  }
}

extension Replica.Rank {
  /// Chooses what a step reads, of so many tokens at most.
  ///
  /// - Returns: the steps that are alike, pairs of tokens that attend to one another in the first of
  ///   them, and by how many pairs each further one has more.
  mutating func planReading(tokens budget: Int) -> (steps: Int64, pairs: Double, growth: Double) {
    readingRows = 0
    guard let first = reading.first else { return (.max, 0, 0) }
    if first.left >= budget {
      readingRows = budget
      let part = Double(budget)
      let pairs = part * (2 * Double(first.total - first.left) + part)
      return (Int64(first.left / budget), pairs, 2 * part * part)
    }
    var pairs = 0.0
    for context in reading where readingRows < budget {
      let taken = min(context.left, budget - readingRows)
      let part = Double(taken)
      pairs += part * (2 * Double(context.total - context.left) + part)
      readingRows += taken
    }
    return (1, pairs, 0)
  }
}
