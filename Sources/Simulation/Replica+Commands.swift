import DequeModule
import EventKernel
import HeapModule
import Quantities

/// What is done to a replica from outside.
extension Replica {
  /// Hands a sample to a rank; it enters the batch at the next admission.
  mutating func enqueue(_ sample: Int32, rank: Int) {
    ranks[rank].waiting.append(sample)
    waiting += 1
  }

  /// Asks for an admission at the next step's end, or now if nothing runs.
  ///
  /// - Returns: the change that is due then; `nil` if one is due anyway that admits, or the replica is
  ///   down.
  mutating func wake(at now: SimTime) -> DueChange? {
    switch mode {
    case .failed, .prefilling, .loading: return nil
    case .stopped:
      anchor = now
      pendingSteps = 0
      return DueChange(time: now, stamp: alarm.set())
    case .decoding:
      var count = stepsDone(by: now)
      if time(ofStep: count) < now { count += 1 }
      pendingSteps = count
      return DueChange(time: max(now, time(ofStep: count)), stamp: alarm.set())
    }
  }

  /// Lets ranks look at their lines again, as when caches hold another number of tokens.
  mutating func reopenLines() {
    for rank in ranks.indices { ranks[rank].isFull = false }
  }

  /// Asks for its pace to be reckoned anew at the present step's end, if it writes.
  mutating func takeStock(at now: SimTime) -> DueChange? {
    mode == .decoding ? wake(at: now) : nil
  }

  /// Takes all samples out of the batch, keeping what they have written: their KV cache is dropped,
  /// and they stand first in line to be read again.
  mutating func interrupt(_ samples: inout [Sample], at now: SimTime) {
    if mode == .decoding { advance(by: stepsDone(by: now)) }
    stopReading()
    for id in runningSamples(in: samples).reversed() { evict(id, from: &samples) }
    finishes = Heap()
    entries = []
    for rank in ranks.indices { ranks[rank].base = 0 }
    if mode != .failed { mode = .stopped }
    alarm.cancel()
  }

  /// Interrupts the replica for new weights.
  ///
  /// - Returns: the change that is due when the first of them are there; `nil` if it is down.
  mutating func load(
    _ samples: inout [Sample], _ stream: WeightStream, at now: SimTime
  ) -> DueChange? {
    guard mode != .failed else { return nil }
    interrupt(&samples, at: now)
    mode = .loading
    self.stream = stream
    return DueChange(time: max(now, stream.beginning), stamp: alarm.set())
  }

  /// Takes samples away, out of batches and lines; they keep what they have written.
  ///
  /// A decode step that is under way goes on to its end without them.
  ///
  /// - Returns: the change that is due next, if it is another than before.
  mutating func remove(
    _ ids: [Int32], from samples: inout [Sample], at now: SimTime
  ) -> DueChange? {
    var stepEnd = now
    if mode == .decoding {
      let done = stepsDone(by: now)
      if time(ofStep: done) < now { stepEnd = max(now, time(ofStep: done + 1)) }
      advance(by: done)
      advanceReading(by: done)
      pendingSteps = stepEnd > now ? 1 : 0
    }
    for id in ids {
      if samples[Int(id)].isRunning {
        takeOut(id, from: &samples)
      } else {
        let rank = Int(samples[Int(id)].rank) % ranks.count
        removeReading(id, rank: rank)
        let before = ranks[rank].waiting.count
        ranks[rank].waiting.removeAll { $0 == id }
        waiting -= before - ranks[rank].waiting.count
      }
    }
    dropStaleFinishes(samples)
    guard mode == .decoding || mode == .prefilling else { return nil }
    guard running + reading > 0 else {
      mode = .stopped
      alarm.cancel()
      return waiting > 0 ? wake(at: now) : nil
    }
    guard mode == .decoding else { return nil }
    findBusiest()
    // The step that is under way ends when it would have ended.
    anchor = stepEnd
    if pendingSteps > 0 {
      let step = SimDuration(Seconds(fixed + slope * busiestContext))
      anchor = SimTime(nanoseconds: stepEnd.nanoseconds - step.nanoseconds)
    }
    return DueChange(time: stepEnd, stamp: alarm.set())
  }

  /// Takes the replica down, or lets it come back.
  mutating func setFailed(_ isFailed: Bool) {
    mode = isFailed ? .failed : .stopped
    alarm.cancel()
  }

  /// Gives up all waiting samples, in order, so that other replicas can take them.
  ///
  /// - Precondition: nothing runs.
  mutating func surrender() -> [Int32] {
    precondition(running == 0, "a replica surrenders its samples only after an interruption")
    var given: [Int32] = []
    for rank in ranks.indices {
      given += ranks[rank].waiting
      ranks[rank].waiting.removeAll()
    }
    waiting = 0
    return given
  }
}
