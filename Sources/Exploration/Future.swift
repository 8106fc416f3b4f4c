import Quantities
import Simulation
import Specification
import Telemetry

/// One way that things go: a simulation, the knobs turned in it, and what listens to it.
///
/// At every moment all that was due by `now` has happened. That makes the time of an input enough to
/// repeat it: what was due at that instant came first.
public struct Future<Sink: TelemetrySink & Sendable>: Sendable {
  /// The cluster.
  public private(set) var simulation: Simulation
  /// What has been told so far.
  public private(set) var sink: Sink
  /// The knobs that were turned since the start, in order.
  public private(set) var knobs: [TurnedKnob] = []

  /// Makes the future of a scenario, at its very start.
  ///
  /// - Throws: `SimulationError` where the scenario cannot run.
  public init(
    _ scenario: Scenario, into sink: Sink, checksEveryEvent: Bool = false
  ) throws(SimulationError) {
    var sink = sink
    simulation = try Simulation(scenario, into: &sink, checksEveryEvent: checksEveryEvent)
    self.sink = sink
    settle()
  }

  /// The present.
  public var now: SimTime { simulation.now }

  /// Knobs that were turned and do not hold yet.
  ///
  /// What changes where weights and caches lie waits for the end of the step.
  public var pendingKnobs: [Knob] { simulation.pendingKnobs }

  /// Turns a knob now, unless that changes nothing.
  public mutating func turn(_ knob: Knob) -> Turning {
    if let reason = simulation.scenario.refusal(of: knob) ?? simulation.refusal(of: knob) {
      return .refused(reason)
    }
    guard simulation.isChanged(by: knob) else { return .unchanged }
    knobs.append(TurnedKnob(time: now, knob: knob))
    simulation.turn(knob, into: &sink)
    settle()
    return .turned
  }

  /// Runs to the end of the step that is under way, or to a time if that comes first.
  ///
  /// - Returns: the record of the step that ended; `nil` where time ran out, or where nothing will
  ///   happen any more. A step takes time, so that no two end at one instant.
  /// - Precondition: the time is not in the past.
  public mutating func runStep(until limit: SimTime? = nil) -> StepRecord? {
    let record = simulation.runStep(until: limit, into: &sink)
    sink.advance(to: now)
    return record
  }

  /// Lets everything happen that is due now.
  private mutating func settle() {
    simulation.run(until: now, into: &sink)
    sink.advance(to: now)
  }
}
