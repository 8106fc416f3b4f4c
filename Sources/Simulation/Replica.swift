import DequeModule
import EventKernel
import HeapModule
import Quantities

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
    /// Takes new weights from its hosts; its samples wait.
    case loading
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
    var base = 0.0 { didSet { isFull = false } }
    /// Samples handed to it that are not in the batch, next one first.
    var waiting: Deque<Int32> = [] { didSet { isFull = false } }
    /// Whether the first in line did not fit: then it does not until something leaves, since contexts grow.
    ///
    /// To look at the sample again at each change would cost more than the change.
    var isFull = false
    /// Contexts that are read part by part, first come first.
    var reading: Deque<Reading> = []
    /// Tokens of those contexts, in the cache or with their place in it.
    var readingTokens = 0
    /// Tokens of those contexts that each pending step reads.
    var readingRows = 0
    /// Tokens that the rank took in at the last admission, while decode stood still.
    var taken = 0
    /// How long it has waited for busier ranks, in seconds, and up to where that is reckoned.
    var waited = 0.0
    var reckoned = LockstepMark()
  }

  /// The next change of a replica: the event to schedule.
  struct DueChange: Sendable {
    var time: SimTime
    var stamp: Alarm.Stamp
  }

  /// Its first die; ranks follow one another from there.
  let firstDie: Int
  /// Dies of one rank.
  let diesPerRank: Int
  /// Tokens that one decode step writes for each sample: 1, or more with speculation.
  let tokensPerStep: Double
  /// Tokens that a rank works on in a step, where contexts are read beside decode; 0 where they are
  /// read whole while decode stands still.
  let stepTokens: Int
  /// Tokens that a rank works on for each running sample in a step.
  let rowsPerSample: Int
  /// How many times as long everything takes it: above 1 where one of its cards is slow.
  var slowdown: Double
  /// Whether its dies serve rollout now.
  var isOpen = false
  /// What it is about.
  var mode = Mode.stopped {
    didSet { if mode != oldValue { isEntryStale = true } }
  }
  /// Its data-parallel ranks.
  var ranks: [Rank]
  /// The weight version it runs.
  var version = 0
  /// The change it waits for.
  var alarm = Alarm()
  /// Samples in all batches.
  var running = 0
  /// Samples handed to it that are in no batch.
  var waiting = 0
  /// Samples whose contexts are read beside decode.
  var reading = 0
  /// Samples that left the line at the last change, and those whose contexts were read with it.
  var admitted: [Int32] = []
  var begun: [Int32] = []
  /// Samples that were put back for want of cache since the start.
  var preemptions = 0
  /// Whether a rank's cache may be full at the change that is due.
  var mayOverflow = false
  /// Decode steps done up to `anchor`.
  var steps: Int64 = 0
  /// Response tokens of the samples that it finished.
  var tokensFinished = 0
  var anchor = SimTime.zero
  var pendingSteps: Int64 = 0
  /// Seconds of a step of the present batch without any context.
  var fixed = 0.0
  /// Seconds that each token of context on the busiest rank adds.
  var slope = 0.0
  /// Tokens of context on the busiest rank at the anchor.
  var busiestContext = 0.0
  /// Tokens by which the busiest rank's context grows with each step.
  var busiestGrowth = 0.0
  /// Decode steps so far, each by the context of its busiest rank.
  var busiestTokenSteps = 0.0
  /// Seconds by which each further step is longer for the contexts that are read.
  var readingGrowth = 0.0
  /// When running samples are finished; some of those that left early are still in it.
  var finishes = Heap<Milestone>()
  /// When running samples entered, for each rank; empty until one has to evict (see `evictOverflow`).
  var entries: [Heap<Milestone>] = []
  /// The layers of its weights that are still to come, if any.
  var stream: WeightStream?
  /// What each rank was last entered as in the ledger; kept by the world.
  var enteredActivity: [UInt8]
  /// Whether a rank may do something else than it was last entered as.
  var isEntryStale = true

  init(
    firstDie: Int, ranks: Int, diesPerRank: Int, tokensPerStep: Double, slowdown: Double = 1,
    stepTokens: Int = 0, rowsPerSample: Int = 1
  ) {
    self.firstDie = firstDie
    self.tokensPerStep = tokensPerStep
    self.diesPerRank = diesPerRank
    self.slowdown = slowdown
    self.stepTokens = stepTokens
    self.rowsPerSample = rowsPerSample
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

  /// Samples that a rank has to do with, written, read or waiting.
  func load(ofRank rank: Int) -> Int {
    ranks[rank].running + ranks[rank].reading.count + ranks[rank].waiting.count
  }

  /// The share of a decode step in which a rank computes, rather than waits for the busiest.
  func share(ofRank rank: Int) -> Double {
    let whole = fixed + slope * busiestContext
    let own = fixed + slope * context(ofRank: rank)
    return whole > 0 ? min(1, own / whole) : 0
  }

  /// Time of the present decode step.
  var secondsPerStep: Double {
    guard mode == .decoding, running + reading > 0 else { return 0 }
    return fixed + slope * busiestContext
  }

  /// Tokens in a rank's KV cache after `steps`.
  func context(ofRank rank: Int) -> Double {
    ranks[rank].base + tokensPerStep * Double(steps) * Double(ranks[rank].running)
  }

  /// When so many steps after the anchor are done: n·(a + b·C) + b·r·n(n − 1)/2 later, where C is the
  /// busiest rank's context, r its growth a step, a and b the rate's coefficients.
  ///
  /// Contexts that are read beside add to the growth.
  func time(ofStep count: Int64) -> SimTime {
    let n = Double(count)
    let first = fixed + slope * busiestContext
    let growth = slope * busiestGrowth + readingGrowth
    let seconds: Double = n * first + growth * n * (n - 1) / 2
    return anchor + SimDuration(Seconds(seconds))
  }

  /// The steps that are done by a time, of those that are pending.
  func stepsDone(by now: SimTime) -> Int64 {
    guard running + reading > 0 else { return 0 }
    var low: Int64 = 0
    var high = pendingSteps
    while low < high {
      let middle = low + (high - low + 1) / 2
      if time(ofStep: middle) <= now { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Forgets what the ranks were entered as, so that all are entered anew.
  mutating func forgetEntries() {
    for rank in enteredActivity.indices { enteredActivity[rank] = .max }
    isEntryStale = true
  }

  /// Finds the busiest rank anew.
  ///
  /// - Returns: the samples of the rank with most of them.
  @discardableResult
  mutating func findBusiest() -> Int {
    let grown = tokensPerStep * Double(steps)
    var most = 0
    busiestContext = -1
    for rank in ranks.indices {
      let samples = ranks[rank].running
      let context = ranks[rank].base - Double(ranks[rank].readingTokens) + grown * Double(samples)
      if context > busiestContext {
        busiestContext = context
        busiestGrowth = Double(samples) * tokensPerStep
      }
      most = max(most, samples)
    }
    return most
  }
}
