import CostModel
import EventKernel
import Quantities
import Resharding
import Specification
import Telemetry

/// A supernode running RL: a value, so that a copy is another future.
///
/// Same scenario and same knobs turned at the same times: same events, same bytes.
public struct Simulation: Sendable {
  private(set) var engine: Engine<RLWorld>
  private let checksEveryEvent: Bool

  /// Makes a run at its very start.
  ///
  /// - Parameters:
  ///   - scenario: what is run; it was checked to be sound.
  ///   - sink: takes the first telemetry.
  ///   - checksEveryEvent: whether the conservation laws are checked after every event instead of on
  ///     demand only, and replicas told of in full each time; slow.
  /// - Throws: `SimulationError` where the scenario cannot run: something does not fit in memory.
  public init(
    _ scenario: Scenario, into sink: inout some TelemetrySink, checksEveryEvent: Bool = false
  ) throws(SimulationError) {
    let plan = TrainingPlan(scenario)
    try Self.check(plan)
    engine = Engine(world: RLWorld(plan, tellsWhole: checksEveryEvent))
    self.checksEveryEvent = checksEveryEvent
    listen(for: &sink) { engine in engine.intervene { $0.begin(in: &$1) } }
  }

  /// Makes a run at its very start that no one listens to.
  public init(
    _ scenario: Scenario, checksEveryEvent: Bool = false
  ) throws(SimulationError) {
    var sink = NullSink()
    try self.init(scenario, into: &sink, checksEveryEvent: checksEveryEvent)
  }

  /// The present.
  public var now: SimTime { engine.now }
  /// The scenario with all knobs as they stand.
  public var scenario: Scenario { engine.world.scenario }
  /// Steps ended since the start; the weight version in training.
  public var version: Int { engine.world.version }
  /// The record of the last step that ended.
  public var lastStep: StepRecord? { engine.world.record.last }
  /// The digest chain up to the last step's end.
  public var hash: UInt64 { engine.world.record.hash }
  /// What became of the samples so far.
  public var totals: RunTotals { engine.world.totals }
  /// Events that happened since the start.
  public var eventCount: UInt64 { engine.processedCount }
  /// How requests fare, in a run that only serves; `nil` in one that trains.
  public var serving: ServingStatus? { engine.world.servingStatus(at: now) }
  /// Whether there is nothing left to do: every request of a run that only serves is answered.
  public var isComplete: Bool { engine.world.isComplete }
  /// When something happens next.
  public var nextEventTime: SimTime? { engine.nextEventTime }

  /// Lets everything happen up to a time.
  ///
  /// - Precondition: the time is not in the past.
  public mutating func run(until time: SimTime, into sink: inout some TelemetrySink) {
    advance(through: time, into: &sink) { _ in true }
    engine.run(until: time)
  }

  /// Runs to the end of the step that is under way.
  ///
  /// - Returns: its record; `nil` if the run cannot go on, and `stall` says why.
  public mutating func runStep(into sink: inout some TelemetrySink) -> StepRecord? {
    guard !isComplete else { return nil }
    let version = engine.world.version
    advance(through: .distantFuture, into: &sink) { $0.version == version }
    return engine.world.version > version ? engine.world.record.last : nil
  }

  /// Runs to the end of the step that is under way, or to a time if that comes first, and lets everything
  /// happen that is due at that instant.
  ///
  /// - Returns: the record of the step that ended; `nil` where time ran out, or where nothing will
  ///   happen any more.
  /// - Precondition: the time is not in the past.
  public mutating func runStep(
    until limit: SimTime?, into sink: inout some TelemetrySink
  ) -> StepRecord? {
    let version = engine.world.version
    guard let limit else {
      guard !isComplete else { return nil }
      let record = runStep(into: &sink)
      run(until: now, into: &sink)
      return record
    }
    advance(through: limit, into: &sink) { $0.version == version }
    run(until: engine.world.version == version ? limit : now, into: &sink)
    return engine.world.version > version ? engine.world.record.last : nil
  }

  /// Turns a knob now.
  public mutating func turn(_ knob: Knob, into sink: inout some TelemetrySink) {
    listen(for: &sink) { engine in engine.intervene { $0.turn(knob, in: &$1) } }
  }

  /// Why the cluster could not run with a knob turned, such as memory that would not suffice; `nil` if
  /// it could.
  public func refusal(of knob: Knob) -> String? {
    let world = engine.world
    var futures = [world.planned(turning: knob)]
    if !world.pendingKnobs.isEmpty, !knob.waitsForStep { futures.append(scenario.turning(knob)) }
    for turned in futures where turned != scenario {
      if let problem = turned.problems().first { return problem.description }
      do {
        try Self.check(TrainingPlan(turned, after: world.plan))
      } catch {
        return error.description
      }
    }
    return nil
  }

  /// Knobs that were turned and hold from the next step on.
  public var pendingKnobs: [Knob] { engine.world.pendingKnobs }

  /// Whether a knob would change anything, those that wait for the end of the step counted as turned.
  public func isChanged(by knob: Knob) -> Bool {
    if case .recoverCard(let card) = knob { return engine.world.failures[card] != nil }
    return knob.isFault || engine.world.planned(turning: knob) != engine.world.planned()
  }

  /// A digest of the present state: equal where two runs agree and will go on to agree.
  public var stateDigest: UInt64 {
    var digest = Digest(seed: hash)
    digest.mix(now.nanoseconds)
    digest.mix(engine.world.digest())
    digest.mix(engine.processedCount)
    return digest.value
  }

  /// The conservation laws that do not hold, each with its numbers: empty in a sound run.
  public func violations() -> [String] { engine.world.violations(at: now) }

  /// Why the run cannot go on, or `nil` if it can.
  public var stall: String? {
    guard !isComplete else { return nil }
    guard let next = engine.nextEventTime else { return engine.world.stallReason }
    guard next > horizon else { return nil }
    let days = Int((horizon - engine.world.record.start).seconds / 86_400)
    return
      "step \(engine.world.version + 1) takes more than \(days) days, the longest that is reckoned"
  }

  /// The last instant of the step that is under way: its die-time has to stay in the range of a duration.
  private var horizon: SimTime {
    let longest = SimDuration(nanoseconds: .max / Int64(max(8, scenario.cluster.dies)))
    return min(.last, engine.world.record.start + longest)
  }

  private static func check(_ plan: TrainingPlan) throws(SimulationError) {
    let (scenario, costs) = (plan.scenario, plan.costs)
    if let problem = costs.memoryProblem() { throw .memory(problem) }
    let tokens =
      scenario.workload.promptLength.longest + scenario.workload.responseLength.longest
    guard tokens + scenario.rollout.blockTokens <= costs.cacheTokensPerRank else {
      throw .sampleExceedsCache(tokens: tokens, capacity: costs.cacheTokensPerRank)
    }
    // Without training no weights change their layout.
    if !scenario.isServing, let problem = plan.reshard.problem(inRoom: costs.reshardRoom) {
      throw .reshard(problem)
    }
  }

  /// Lets events happen up to a time, as long as the world meets a condition.
  ///
  /// What is told goes to the sink now and then, so that little of it is held at a time.
  private mutating func advance(
    through limit: SimTime, into sink: inout some TelemetrySink,
    while condition: (RLWorld) -> Bool
  ) {
    let checks = checksEveryEvent
    let limit = min(limit, horizon)
    while condition(engine.world), let next = engine.nextEventTime, next <= limit {
      listen(for: &sink) { engine in
        if checks {
          engine.step()
          Self.demandConservation(engine)
        } else {
          engine.run(through: limit) { condition($0) && $0.outbox.count < 1024 }
        }
      }
    }
  }

  private mutating func listen(
    for sink: inout some TelemetrySink, _ body: (inout Engine<RLWorld>) -> Void
  ) {
    engine.world.isTelling = type(of: sink).wantsEvents
    body(&engine)
    engine.world.outbox.deliver(to: &sink)
  }

  private static func demandConservation(_ engine: Engine<RLWorld>) {
    let violations = engine.world.violations(at: engine.now)
    precondition(violations.isEmpty, violations.joined(separator: "; "))
  }
}
