import CostModel
import DequeModule
import EventKernel
import HeapModule
import Quantities
import Specification

/// One inference engine: data-parallel ranks that decode in lock-step, with continuous batching.
///
/// Between two changes (a sample enters, ends or is evicted) every step is one token for every running
/// sample, so the time of *n* steps has a closed form and an event is a change, not a token. A rank's
/// context grows by its batch at each step; a step takes as long as its busiest rank's.
struct Replica: Sendable {
  /// What the replica is about.
  enum Mode: Hashable, Sendable {
    /// Nothing runs: stopped by the trainer, or all its samples are finished.
    case stopped
    /// Reads contexts of newly entered samples; decode goes on after.
    case prefilling
    /// Writes.
    case decoding
    /// A card of it failed.
    case failed
  }

  /// One data-parallel rank.
  struct Rank: Sendable {
    /// Samples in its batch.
    var running = 0
    /// Tokens in its KV cache, less what its batch has grown by since step 0 (see `context`).
    var base = 0.0
    /// Samples handed to it that are not in the batch, next one first.
    var waiting: Deque<Int32> = []
  }

  /// The next change of a replica: the event to schedule.
  struct DueChange: Sendable {
    var time: SimTime
    var stamp: Alarm.Stamp
  }

  /// When a running sample is finished.
  private struct Finish: Comparable, Sendable {
    var step: Int64
    var sample: Int32

    static func < (lhs: Finish, rhs: Finish) -> Bool {
      (lhs.step, lhs.sample) < (rhs.step, rhs.sample)
    }
  }

  /// Its first die; ranks follow one another from there.
  let firstDie: Int
  /// Dies of one rank.
  let diesPerRank: Int
  /// Tokens that one decode step writes for each sample: 1, or more with speculation.
  let tokensPerStep: Double
  /// What it is about.
  private(set) var mode = Mode.stopped
  /// Its data-parallel ranks.
  private(set) var ranks: [Rank]
  /// The weight version it runs.
  var version = 0
  /// The change it waits for.
  private(set) var alarm = Alarm()
  /// Samples in all batches.
  private(set) var running = 0
  /// Samples handed to it that are in no batch.
  private(set) var waiting = 0
  /// Whether a rank's cache may be full at the change that is due.
  private var mayOverflow = false
  /// Decode steps done up to `anchor`.
  private(set) var steps: Int64 = 0
  /// Response tokens of the samples that it finished.
  private(set) var tokensFinished = 0
  private var anchor = SimTime.zero
  private var pendingSteps: Int64 = 0
  /// Seconds of a step of the present batch without any context.
  private var fixed = 0.0
  /// Seconds that each token of context on the busiest rank adds.
  private var slope = 0.0
  private var finishes = Heap<Finish>()
  /// What each rank was last entered as in the ledger; kept by the world.
  var enteredActivity: [UInt8]

  init(firstDie: Int, ranks: Int, diesPerRank: Int, tokensPerStep: Double) {
    self.firstDie = firstDie
    self.tokensPerStep = tokensPerStep
    self.diesPerRank = diesPerRank
    self.ranks = Array(repeating: Rank(), count: ranks)
    enteredActivity = Array(repeating: .max, count: ranks)
  }

  /// Its dies.
  var dies: Range<Int> { firstDie..<firstDie + ranks.count * diesPerRank }

  /// The dies of one rank.
  func dies(ofRank rank: Int) -> Range<Int> {
    let first = firstDie + rank * diesPerRank
    return first..<first + diesPerRank
  }

  /// Samples in all batches, by id.
  var runningSamples: [Int32] { finishes.unordered.map(\.sample).sorted() }

  /// The share of a decode step in which a rank computes, rather than waits for the busiest.
  func share(ofRank rank: Int) -> Double {
    let whole = fixed + slope * busiest.context
    let own = fixed + slope * context(ofRank: rank)
    return whole > 0 ? min(1, own / whole) : 0
  }

  /// Time of the present decode step.
  var secondsPerStep: Double {
    guard mode == .decoding, running > 0 else { return 0 }
    return fixed + slope * busiest.context
  }

  /// Tokens in a rank's KV cache after `steps`.
  func context(ofRank rank: Int) -> Double {
    ranks[rank].base + tokensPerStep * Double(steps) * Double(ranks[rank].running)
  }

  /// The rank with most context, and how many samples it runs.
  private var busiest: (context: Double, running: Int) {
    var best = (context: -1.0, running: 0)
    for rank in ranks.indices {
      let context = context(ofRank: rank)
      if context > best.context { best = (context, ranks[rank].running) }
    }
    return best
  }
}

// MARK: - Changes from outside

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
    case .failed, .prefilling: return nil
    case .stopped:
      anchor = now
      pendingSteps = 0
      return DueChange(time: now, stamp: alarm.set())
    case .decoding:
      var count = stepsDone(by: now)
      if time(ofStep: count) < now { count += 1 }
      pendingSteps = count
      return DueChange(time: time(ofStep: count), stamp: alarm.set())
    }
  }

  /// Takes all samples out of the batch, keeping what they have written: their KV cache is dropped,
  /// and they stand first in line to be read again.
  mutating func interrupt(_ samples: inout [Sample], at now: SimTime) {
    if mode == .decoding { steps += stepsDone(by: now) }
    var evicted = finishes.unordered.map(\.sample).sorted()
    evicted.reverse()
    for id in evicted { evict(id, from: &samples) }
    finishes = Heap()
    for rank in ranks.indices { ranks[rank].base = 0 }
    if mode != .failed { mode = .stopped }
    alarm.cancel()
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

// MARK: - Its own changes

extension Replica {
  /// Carries out the change that is due: ends finished samples, evicts where the cache is full, admits
  /// those that fit, and goes on.
  ///
  /// - Returns: the samples that are finished and when the next change is due, if any.
  mutating func change(
    _ samples: inout [Sample], finished: inout [Int32], room: CacheRoom, costs: StepCosts,
    at now: SimTime
  ) -> DueChange? {
    steps += mode == .decoding ? pendingSteps : 0
    anchor = now
    pendingSteps = 0
    alarm.cancel()
    endFinished(&samples, into: &finished)
    if mayOverflow { evictOverflow(&samples, room: room) }
    let prefill = waiting > 0 ? admit(&samples, room: room, costs: costs) : .zero
    guard running > 0 else {
      mode = .stopped
      return nil
    }
    if prefill > .zero {
      mode = .prefilling
      mayOverflow = true
      return DueChange(time: now + prefill, stamp: alarm.set())
    }
    mode = .decoding
    return scheduleDecode(room: room, costs: costs)
  }

  private mutating func endFinished(_ samples: inout [Sample], into finished: inout [Int32]) {
    while let next = finishes.min, next.step <= steps {
      finishes.removeMin()
      let index = Int(next.sample)
      leave(next.sample, samples[index])
      samples[index].written = samples[index].length
      tokensFinished += Int(samples[index].length)
      finished.append(next.sample)
    }
  }

  /// Takes a sample's share out of its rank's batch and context.
  private mutating func leave(_ id: Int32, _ sample: Sample) {
    let rank = Int(sample.rank) % ranks.count
    ranks[rank].running -= 1
    running -= 1
    ranks[rank].base -=
      Double(sample.contextTokens) - tokensPerStep * Double(sample.startStep)
    if ranks[rank].running == 0 { ranks[rank].base = 0 }
  }

  private mutating func evict(_ id: Int32, from samples: inout [Sample]) {
    let index = Int(id)
    let written = samples[index].written(at: steps, tokensPerStep: tokensPerStep)
    leave(id, samples[index])
    samples[index].written = written
    ranks[Int(samples[index].rank) % ranks.count].waiting.prepend(id)
    waiting += 1
  }

  /// Evicts the samples that entered last, where a rank's cache cannot take one more step.
  private mutating func evictOverflow(_ samples: inout [Sample], room: CacheRoom) {
    guard ranks.indices.contains(where: { overflows($0, room) }) else { return }
    var order = finishes.unordered.map(\.sample)
    order.sort { lhs, rhs in
      (samples[Int(lhs)].startStep, lhs) < (samples[Int(rhs)].startStep, rhs)
    }
    var gone: Set<Int32> = []
    for id in order.reversed() where overflows(Int(samples[Int(id)].rank) % ranks.count, room) {
      evict(id, from: &samples)
      gone.insert(id)
    }
    finishes = Heap(finishes.unordered.filter { !gone.contains($0.sample) })
  }

  private func overflows(_ rank: Int, _ room: CacheRoom) -> Bool {
    // One step more must fit; a lone sample always fits, as the scenario was checked for it.
    ranks[rank].running > 1
      && !room.holds(
        tokens: context(ofRank: rank) + tokensPerStep * Double(ranks[rank].running),
        samples: ranks[rank].running)
  }

  /// Admits waiting samples in order while they fit; the time it takes to read them.
  private mutating func admit(
    _ table: inout [Sample], room: CacheRoom, costs: StepCosts
  ) -> SimDuration {
    var longest = 0
    var pairs = 0.0
    var total = 0
    for rank in ranks.indices {
      var tokens = 0
      var rankPairs = 0.0
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
        enter(id, &table)
        tokens += entering
        rankPairs += Double(entering) * Double(entering)
      }
      total += tokens
      if tokens > longest { longest = tokens }
      if rankPairs > pairs { pairs = rankPairs }
    }
    guard longest > 0 else { return .zero }
    return SimDuration(
      costs.prefill(rankTokens: longest, rankTokenPairs: pairs, replicaTokens: total))
  }

  private mutating func enter(_ id: Int32, _ samples: inout [Sample]) {
    let index = Int(id)
    samples[index].startStep = steps
    let rank = Int(samples[index].rank) % ranks.count
    ranks[rank].running += 1
    running += 1
    ranks[rank].base +=
      Double(samples[index].contextTokens) - tokensPerStep * Double(steps)
    finishes.insert(
      Finish(step: samples[index].finishStep(tokensPerStep: tokensPerStep), sample: id))
  }
}

// MARK: - Decode in closed form

extension Replica {
  /// Takes the rate of the present batch and tells when the next change is due.
  private mutating func scheduleDecode(room: CacheRoom, costs: StepCosts) -> DueChange? {
    guard let first = finishes.min else { return nil }
    var most = 0
    var overflow = Int64.max
    for rank in ranks.indices {
      let running = ranks[rank].running
      most = max(most, running)
      guard running > 1 else { continue }
      let free = room.freeTokens(beside: context(ofRank: rank), samples: running)
      let growth = tokensPerStep * Double(running)
      if free < growth * Double(min(overflow, first.step - steps)) {
        overflow = max(1, Int64((free / growth).rounded(.down)))
      }
    }
    let rate = costs.decode(rankSamples: most, replicaSamples: running)
    fixed = rate.fixed.value
    slope = rate.perContextToken.value
    mayOverflow = overflow < .max
    let count = min(first.step - steps, overflow)
    pendingSteps = count
    return DueChange(time: time(ofStep: count), stamp: alarm.set())
  }

  /// When so many steps after the anchor are done: n·(a + b·C) + b·r·n(n − 1)/2 later, where C is the
  /// busiest rank's context, r its growth a step, a and b the rate's coefficients.
  private func time(ofStep count: Int64) -> SimTime {
    let busiest = busiest
    let n = Double(count)
    let growth = Double(busiest.running) * tokensPerStep
    let first = fixed + slope * busiest.context
    let seconds: Double = n * first + slope * growth * n * (n - 1) / 2
    return anchor + SimDuration(Seconds(seconds))
  }

  /// The steps that are done by a time, of those that are pending.
  private func stepsDone(by now: SimTime) -> Int64 {
    guard running > 0 else { return 0 }
    var low: Int64 = 0
    var high = pendingSteps
    while low < high {
      let middle = low + (high - low + 1) / 2
      if time(ofStep: middle) <= now { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
