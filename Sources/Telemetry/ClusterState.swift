import Quantities
import Specification

/// All that the console shows: a fold of telemetry.
///
/// A live simulation, a replay and an attached cluster make the same state, so that a view never asks
/// which it looks at. Its size is bounded whatever the length of the run.
public struct ClusterState: Hashable, Sendable {
  /// The scenario as of now; knobs may have been turned since the start.
  public private(set) var scenario: Scenario
  /// Up to when the state is told.
  public private(set) var now: SimTime = .zero
  /// What each die does, and for how long it did what.
  public private(set) var ledger: DieLedger
  /// How hard each die works.
  public private(set) var loads: [DieLoad]
  /// What fills each die's memory.
  public private(set) var memory: [MemoryUse]
  /// The replicas, by number.
  public private(set) var replicas: [ReplicaStatus] = []
  /// The weight version in training.
  public private(set) var version = 0
  /// The queue between rollout and training.
  public private(set) var queue = QueueStatus(inFlight: 0, ready: 0, missing: 0, ages: [])
  /// The latest change of layout.
  public private(set) var reshard: Reshard?
  /// How the weights will go from training to rollout the next time; `nil` where no one tells.
  public private(set) var nextReshard: ReshardTraffic?
  /// Bars of the timeline, oldest first; running ones are at the end, their order by start.
  public private(set) var spans: [Span] = []
  /// Records of steps, oldest first; of a very long run only the last.
  public private(set) var steps: [StepRecord] = []
  /// Steps ended since the start of the run.
  public private(set) var stepsEnded = 0
  /// Response tokens written a second, over time.
  public private(set) var generation = Series()
  /// Samples running, over time.
  public private(set) var running = Series()
  /// Cards that are down, with the time each is expected back.
  public private(set) var failures: [CardFailure] = []
  /// Things worth telling, oldest first; of a long run only the last.
  public private(set) var log: [LogEntry] = []

  private static let spanLimit = 4096
  private static let stepLimit = 4096
  private static let logLimit = 1024

  /// A change of layout, under way or over.
  public struct Reshard: Hashable, Sendable {
    /// When it was told of last.
    public var told: SimTime
    /// What it is made of.
    public var status: ReshardStatus

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

  /// Something worth telling.
  public struct LogEntry: Hashable, Sendable {
    /// When it happened.
    public var time: SimTime
    /// What happened.
    public var text: String
  }

  /// Makes the state before anything happened.
  public init(scenario: Scenario) {
    self.scenario = scenario
    let dies = scenario.cluster.dies
    ledger = DieLedger(dies: dies)
    loads = Array(repeating: DieLoad(), count: dies)
    memory = Array(repeating: MemoryUse(), count: dies)
  }
}

extension ClusterState: TelemetrySink {
  /// Always true.
  public static var wantsEvents: Bool { true }

  /// Folds an event in.
  ///
  /// - Precondition: the event is not before `now`.
  public mutating func take(_ event: TelemetryEvent) {
    advance(to: event.time)
    switch event.kind {
    case .scenario(let scenario): take(scenario)
    case .activity(let activity, let load, let dies):
      ledger.enter(activity, utilisation: load.utilisation, dies: dies, at: event.time)
      for die in dies { loads[die] = load }
    case .load(let load, let dies):
      for die in dies { loads[die] = load }
    case .memory(let use, let dies):
      for die in dies { memory[die] = use }
    case .replica(let index, let status): take(status, replica: index)
    case .role(let role, let step, let isRunning):
      take(role, step: step, isRunning: isRunning)
    case .reshard(let status): reshard = Reshard(told: event.time, status: status)
    case .reshardPlan(let traffic): nextReshard = traffic
    case .queue(let status): queue = status
    case .version(let version): self.version = version
    case .step(let record): take(record)
    case .failed(let card, let until):
      failures.append(CardFailure(card: card, until: until))
      note("card \(card) failed, expected back in \((until - now).seconds.fixed(0)) s")
    case .recovered(let card):
      failures.removeAll { $0.card == card }
      note("card \(card) is back")
    case .note(let text): note(text)
    }
  }

  /// Lets time pass without an event.
  public mutating func advance(to time: SimTime) {
    precondition(time >= now, "telemetry runs backwards, from \(now) to \(time)")
    guard time > now else { return }
    now = time
    generation.advance(to: time)
    running.advance(to: time)
  }
}

extension ClusterState {
  private mutating func take(_ scenario: Scenario) {
    self.scenario = scenario
    replicas.removeAll(keepingCapacity: true)
    updateSeries()
  }

  private mutating func take(_ status: ReplicaStatus, replica index: Int) {
    while replicas.count <= index {
      replicas.append(
        ReplicaStatus(
          firstDie: 0, diesPerRank: 1, ranks: [], waiting: 0, version: 0, secondsPerStep: 0,
          tokensWritten: 0))
    }
    replicas[index] = status
    updateSeries()
  }

  private mutating func updateSeries() {
    var rate = 0.0
    var samples = 0
    for replica in replicas {
      let count = replica.running
      samples += count
      if replica.secondsPerStep > 0 { rate += Double(count) / replica.secondsPerStep }
    }
    generation.set(rate, at: now)
    running.set(Double(samples), at: now)
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
    if steps.count > Self.stepLimit { steps.removeFirst(Self.stepLimit / 4) }
  }

  private mutating func note(_ text: String) {
    log.append(LogEntry(time: now, text: text))
    if log.count > Self.logLimit { log.removeFirst(Self.logLimit / 4) }
  }
}
