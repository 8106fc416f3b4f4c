import Quantities
import Specification

/// All that the console shows: a fold of telemetry.
///
/// A live simulation, a replay and an attached cluster make the same state, so that a view never asks
/// which it looks at. Its size is bounded whatever the length of the run.
public struct ClusterState: Hashable, Sendable {
  /// The scenario as of now; knobs may have been turned since the start.
  public internal(set) var scenario: Scenario
  /// Up to when the state is told.
  public internal(set) var now: SimTime = .zero
  /// What each die does, and for how long it did what.
  public internal(set) var ledger: DieLedger
  /// How hard each die works.
  public internal(set) var loads: [DieLoad]
  /// What fills each die's memory.
  public internal(set) var memory: [MemoryUse]
  /// The replicas, by number.
  public internal(set) var replicas: [ReplicaStatus] = []
  /// The weight version in training.
  public internal(set) var version = 0
  /// The queue between rollout and training.
  public internal(set) var queue = QueueStatus(inFlight: 0, ready: 0, missing: 0, ages: [])
  /// The latest change of layout.
  public internal(set) var reshard: Reshard?
  /// How requests fare, in a run that only serves.
  public internal(set) var serving: ServingStatus?
  /// How the weights will go from training to rollout the next time; `nil` where no one tells.
  public internal(set) var nextReshard: ReshardTraffic?
  /// Bars of the timeline, oldest first; running ones are at the end, their order by start.
  public internal(set) var spans: [Span] = []
  /// The trainer's way, oldest first; of a long run only the last.
  public internal(set) var legs: [LegSpan] = []
  /// The latest stretch of those who read on dies of their own.
  public internal(set) var aside: LegSpan?
  /// The last sample that ended.
  public internal(set) var lastFinish: LegSpan.Finish?
  /// Records of steps, oldest first; of a very long run only the last.
  public internal(set) var steps: [StepRecord] = []
  /// Steps ended since the start of the run.
  public internal(set) var stepsEnded = 0
  /// Response tokens written a second, over time.
  public internal(set) var generation = Series()
  /// Samples running, over time.
  public internal(set) var running = Series()
  /// Tokens in all KV caches, over time.
  public internal(set) var cacheTokens = Series()
  /// Bytes a die holds on average, over time, indexed as `MemoryUse.parts`.
  public internal(set) var memoryOverTime: [Series] = MemoryUse().parts.map { _ in
    Series(limit: 2048)
  }
  /// Groups that are ready, and that are in flight, over time.
  public internal(set) var queueOverTime: [Series] = [Series(limit: 1024), Series(limit: 1024)]
  /// Samples that each replica writes, over time: what holds now need not have been entered yet.
  public internal(set) var replicaRunning: [Series] = []
  /// Lengths of the samples that ended since the last step did.
  public internal(set) var lengths: LengthHistogram
  /// Lengths of the samples that ended during the last whole step; `nil` before the first ended.
  public internal(set) var lastLengths: LengthHistogram?
  /// The latest update's pipeline; `nil` before the first update.
  public internal(set) var pipeline: Pipeline?
  /// Cards that are down, with the time each is expected back.
  public internal(set) var failures: [CardFailure] = []
  /// Things worth telling, oldest first; of a long run only the last.
  public internal(set) var log: [LogEntry] = []

  /// Bytes of all dies together, as `memoryOverTime` is indexed.
  var memorySums: [Int64] = MemoryUse().parts.map { _ in 0 }
  /// Samples that each replica writes now.
  var runningByReplica: [Int] = []
  /// Tokens in each replica's cache now.
  var tokensByReplica: [Int] = []
  /// Samples, cache tokens and the rate of writing, over all replicas now.
  var runningSum = 0
  var tokensSum = 0
  var rateSum: Int64 = 0

  /// A change of layout, under way or over.
  public struct Reshard: Hashable, Sendable {
    /// When it was told of last.
    public var told: SimTime
    /// What it is made of.
    public var status: ReshardStatus

    /// When it began, or would have if nothing had stopped it.
    public var start: SimTime { told - status.elapsed }

    /// How much of it is over at a time, at most all.
    public func elapsed(at now: SimTime) -> SimDuration {
      let since = status.isStopped || now < told ? .zero : now - told
      return min(status.elapsed + since, status.duration)
    }
  }

  /// A card that is down.
  public struct CardFailure: Hashable, Sendable {
    /// The card.
    public var card: Int
    /// When it is expected back.
    public var until: SimTime
  }

  /// A pipelined update, under way or over.
  public struct Pipeline: Hashable, Sendable {
    /// When it began.
    public var start: SimTime
    /// The step it is of.
    public var step: Int
    /// What it is made of.
    public var status: PipelineStatus
  }

  /// Makes the state before anything happened.
  public init(scenario: Scenario) {
    self.scenario = scenario
    let dies = scenario.cluster.dies
    ledger = DieLedger(dies: dies)
    loads = Array(repeating: DieLoad(), count: dies)
    memory = Array(repeating: MemoryUse(), count: dies)
    lengths = LengthHistogram(cap: scenario.workload.responseLength.longest)
  }
}
