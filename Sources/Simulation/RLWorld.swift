import CostModel
import EventKernel
import Quantities
import Scheduling
import Specification
import Telemetry

/// The RL loop as events: rollout, reference, reward, update, reshard, and around again.
///
/// It obeys the scheduler and takes its durations from the cost model; chance is only in the lengths
/// of samples. A value without references: a copy is another future.
struct RLWorld: World {
  /// What can happen.
  enum Event: Sendable {
    /// The change that a replica of a generation waits for is due.
    case replica(Int32, generation: UInt32, Alarm.Stamp)
    /// The trainer's leg is over.
    case leg(Alarm.Stamp)
    /// The samples of the leg are scored.
    case scored(Alarm.Stamp)
    /// A leg is over of those who read on dies of their own.
    case reading(Alarm.Stamp)
    /// The samples are scored that they read.
    case readingScored(Alarm.Stamp)
    /// One of the scenario's faults comes.
    case fault(Int32)
    /// A request comes, in a run that only serves.
    case arrival
    /// Enough requests are answered to make a record.
    case servingRecord
    /// One comes of those that come by a rate.
    case randomFault(rate: Int32, number: Int32)
    /// Something slow is as fast again.
    case slownessEnds(Int32)
    /// A card may be back.
    case recovery(Int32)
    /// A card that a spare one stands in for is mended.
    case repair
  }

  /// What the trainer is about.
  enum TrainerMode: Sendable {
    /// Waits for enough samples.
    case waiting
    /// Waits until its batch is read, on dies of others.
    case awaitingReading
    /// Goes through its legs; this is the present one.
    case running(leg: Int)
    /// Waits for a failed card, to begin the leg again.
    case suspended(leg: Int)

    /// The leg that is under way or to be begun again.
    var leg: Int? {
      switch self {
      case .waiting, .awaitingReading: nil
      case .running(let leg), .suspended(let leg): leg
      }
    }
  }

  /// The scenario with all knobs as they stand.
  var scenario: Scenario { plan.scenario }
  var plan: TrainingPlan
  var scheduler: Scheduler
  let sampler: LengthSampler
  let predictor: LengthPredictor
  /// The placement that was left when dies began, or ceased, to be shared.
  var formerPlacement: Placement?
  /// Knobs to turn when the step ends.
  var pendingKnobs: [Knob] = []
  /// Groups of versions below this were launched before the staleness bound was lowered.
  var toleratedVersion = 0

  /// How fast replicas decode.
  var pace: DecodePace
  /// What one rank can run at a time.
  var room: CacheRoom
  /// How hard dies work.
  var figures: LoadFigures

  var table = GroupTable()
  /// What became of requests; `nil` where samples are made to learn from.
  var serving: ServingBook?
  /// The rank that takes the next sample, where they take turns.
  var nextTurn = 0
  var replicas: [Replica] = []
  /// Counts the times that all replicas were made anew.
  var generation: UInt32 = 0
  /// Whether the queue to training is what keeps groups from starting.
  var isQueueFull = false
  /// Whether rollout dies serve rollout now.
  var isRolloutOpen = false

  var version = 0
  var trainer = TrainerMode.waiting
  var legs: [Leg] = []
  var legAlarm = Alarm()
  /// Slots that are learned from; while the trainer reads ahead, those that are read.
  var batch: [Int32] = []
  /// Whether rollout has begun on new weights whose last layers are still on their way.
  var isTrailing = false
  /// Whether the trainer reads finished groups while it waits for more.
  var isReadingAhead = false
  /// Who reads on dies of their own, if the placement has any.
  var reader = Reader()

  /// Spare cards that are left.
  var spares: Int
  /// Cards that are down, with the time they are back.
  var failures: [Int: SimTime] = [:]
  /// What turned slow and is so still.
  var slowness: [Slowness] = []
  /// Counts what turned slow.
  var slownessCount: Int32 = 0
  /// Plans and paces of what has to wait for slow links; empty where none is slow.
  var slowLinks: [SlowLink] = []
  /// When the trainer began its present leg.
  var legStart = SimTime.zero

  var ledger: DieLedger
  var record: RecordKeeper
  var totals = RunTotals()
  /// Events for the sink, if one listens.
  var outbox = Outbox()
  var isTelling = false
  /// Whether a replica's whole status is told with every change of it: the long way, to prove the short one.
  let tellsWhole: Bool
  /// Scratch space, so that no array is made for each event.
  var finished: [Int32] = []

  init(_ plan: TrainingPlan, tellsWhole: Bool = false) {
    let scenario = plan.scenario
    self.plan = plan
    self.tellsWhole = tellsWhole
    pace = DecodePace(plan.costs)
    room = CacheRoom(plan.costs)
    figures = LoadFigures(plan.costs)
    scheduler = Scheduler(policy: scenario.policy, workload: scenario.workload)
    sampler = LengthSampler(workload: scenario.workload, seed: scenario.seed)
    predictor = LengthPredictor(seed: scenario.seed)
    spares = scenario.faults.spares
    ledger = DieLedger(dies: scenario.cluster.dies)
    record = RecordKeeper(seed: scenario.seed)
    replicas = Self.makeReplicas(plan)
    serving = scenario.workload.arrivals.map {
      ServingBook(
        requests: $0.requests, replicas: scenario.replicas,
        ranks: scenario.replicas * scenario.rollout.data)
    }
  }

  static func makeReplicas(_ plan: TrainingPlan) -> [Replica] {
    let layout = plan.scenario.rollout
    let rate = plan.costs.decode(rankSamples: 1, replicaSamples: 1)
    // A server reads prompts beside decode in any case: where no limit is set, whole.
    let stepTokens = layout.stepTokens ?? (plan.scenario.isServing ? 1 << 40 : 0)
    return (0..<plan.scenario.replicas).map { index in
      let first = plan.scenario.rolloutDies.lowerBound + index * layout.diesPerReplica
      return Replica(
        firstDie: first, ranks: layout.data, diesPerRank: layout.tensor * layout.pipeline,
        tokensPerStep: rate.tokensPerStep,
        slowdown: plan.scenario.slowdown(of: first..<first + layout.diesPerReplica),
        stepTokens: stepTokens, rowsPerSample: plan.costs.rollout.decodeRows)
    }
  }

  mutating func handle(_ event: Event, in context: inout Context<Event>) {
    switch event {
    case .replica(let index, let generation, let stamp):
      guard generation == self.generation, replicas[Int(index)].alarm.isCurrent(stamp) else {
        return
      }
      changeReplica(Int(index), in: &context)
    case .leg(let stamp):
      guard legAlarm.isCurrent(stamp) else { return }
      endLeg(in: &context)
    case .scored(let stamp):
      guard legAlarm.isCurrent(stamp) else { return }
      endScoring(at: context.now)
    case .reading(let stamp):
      guard reader.alarm.isCurrent(stamp) else { return }
      endReaderLeg(in: &context)
    case .readingScored(let stamp):
      guard reader.alarm.isCurrent(stamp) else { return }
      endScoring(at: context.now)
    case .arrival: arrive(in: &context)
    case .servingRecord: closeServingRecord(at: context.now)
    case .fault(let index): strike(scenario.faults.faults[Int(index)], in: &context)
    case .randomFault(let rate, let number):
      strike(rate: Int(rate), number: Int(number), in: &context)
    case .slownessEnds(let id): endSlowness(id, in: &context)
    case .recovery(let card): recover(Int(card), in: &context)
    case .repair: returnSpare()
    }
  }

  /// Starts the run: the first faults are known, the first groups are launched.
  mutating func begin(in context: inout Context<Event>) {
    for (index, fault) in scenario.faults.faults.enumerated() {
      context.schedule(.fault(Int32(index)), at: fault.at, class: .faults)
    }
    for rate in scenario.faults.allRates.indices {
      scheduleRandomFault(rate: rate, number: 0, in: &context)
    }
    tell(.scenario(scenario), at: context.now)
    tellReshardPlan(at: context.now)
    tell(.version(version), at: context.now)
    tellMemory(at: context.now)
    guard !scenario.isServing else {
      beginServing(in: &context)
      return
    }
    openRollout(in: &context)
    enterWaitingTrainer(at: context.now)
  }
}

extension EventClass {
  /// Faults come before whatever else is due at their instant.
  static let faults = EventClass(rawValue: 8)
  /// Records of a run that serves come after whatever else is due at their instant.
  static let records = EventClass(rawValue: 48)
}
