import Quantities
import Simulation
import Specification
import Telemetry

/// Finds out what would help most: turns each knob in a copy of the run and lets the copies run on.
///
/// All copies meet the same luck, so that what tells them apart is the knob. The step that is under way
/// when the knob is turned is left out, for it is partly over; another placement holds from its end on.
/// It works in pieces: whoever asks says when it has to let go, and the answer is the same whatever the
/// pieces.
public struct Advisor: Sendable {
  /// A copy of the run, and how far it is.
  private struct Copy: Sendable {
    var knob: Knob?
    var simulation: Simulation
    var isTurned = false
    var ended = 0
    var tokens = 0
    var time = SimDuration.zero
    var samples = 0
    var versionsBehind = 0.0
    var price: Advice.Price?
    var outcome = Advice.Entry.Outcome.pending
  }

  private let time: SimTime
  private let steps: Int
  private var copies: [Copy]
  private var next = 0

  /// Simulated seconds that a copy runs before it is asked whether it is late.
  private static let piece = SimDuration.seconds(60)

  /// Whole steps that are compared unless told otherwise.
  ///
  /// Even, since under a staleness bound short and long steps alternate.
  public static let usualSteps = 4

  /// Takes copies of a run.
  ///
  /// - Parameters:
  ///   - simulation: the run, as it is.
  ///   - knobs: the knobs to try; unless told, all that change something.
  ///   - steps: whole steps to compare.
  /// - Precondition: at least one step is compared.
  public init(
    _ simulation: Simulation, knobs: [Knob]? = nil, steps: Int = Advisor.usualSteps
  ) {
    precondition(steps > 0, "\(steps) steps cannot be compared")
    time = simulation.now
    self.steps = steps
    copies = [Copy(knob: nil, simulation: simulation)]
    for knob in knobs ?? Self.candidates(in: simulation.scenario) {
      copies.append(Copy(knob: knob, simulation: simulation))
    }
  }

  /// The knobs that change something in a scenario, each turned once.
  ///
  /// Not among them: faults, which help nobody, and guessing tokens ahead where nothing is known of how
  /// many are accepted.
  public static func candidates(in scenario: Scenario) -> [Knob] {
    let bound = scenario.policy.staleness
    var knobs: [Knob] = [.fusion(true), .fusion(false)]
    knobs += [bound + 1, bound - 1].filter { (0...Scenario.stalenessLimit).contains($0) }
      .map { .staleness($0) }
    knobs += [true, false].flatMap { [.distributedQueue($0), .expertBalance($0)] }
    knobs += Coupling.allCases.map { .coupling($0) }
    knobs += TailChoice.allCases.map { .tail($0) }
    knobs += DispatchChoice.allCases.map { .dispatch($0) }
    knobs += MemoryChoice.allCases.map { .memory($0) }
    knobs += Recomputation.allCases.map { .recomputation($0) }
    knobs += ReshardStrategy.allCases.map { .reshard($0) }
    knobs += ReshardOverlap.allCases.map { .reshardOverlap($0) }
    knobs += [.speculation(nil), .queueCapacity(nil)]
    if case .separate = scenario.policy.placement {
      knobs += [1, 2, 3].map { .split(scenario.cluster.dies * $0 / 4) }
    }
    return knobs.filter { scenario.turning($0) != scenario }
  }

  /// Whether every copy has come to its end.
  public var isDone: Bool { next == copies.count }

  /// What is known by now.
  public var advice: Advice {
    let baseline: Double? = if case .measured(let rate) = copies[0].outcome { rate } else { nil }
    return Advice(
      time: time, steps: steps, baseline: baseline ?? (next > 0 ? 0 : nil),
      price: copies[0].price,
      entries: copies.compactMap { copy in
        copy.knob.map { Advice.Entry(knob: $0, outcome: copy.outcome, price: copy.price) }
      })
  }

  /// Works until it is late, or until everything is known.
  ///
  /// - Parameter isLate: asked after every piece; `false` for ever lets it finish.
  public mutating func work(isLate: () -> Bool) {
    while next < copies.count {
      Self.begin(&copies[next])
      while copies[next].outcome == .pending {
        Self.advance(&copies[next], steps: steps)
        if isLate() { return }
      }
      next += 1
    }
  }

  private static func begin(_ copy: inout Copy) {
    guard let knob = copy.knob, !copy.isTurned else { return }
    copy.isTurned = true
    let simulation = copy.simulation
    if let reason = simulation.scenario.refusal(of: knob) ?? simulation.refusal(of: knob) {
      copy.outcome = .refused(reason)
      return
    }
    var sink = NullSink()
    copy.simulation.turn(knob, into: &sink)
  }

  private static func advance(_ copy: inout Copy, steps: Int) {
    var sink = NullSink()
    let limit = copy.simulation.now + piece
    if let record = copy.simulation.runStep(until: limit, into: &sink) {
      copy.ended += 1
      guard copy.ended > 1 else { return }
      copy.tokens += record.tokens
      copy.time = copy.time + record.duration
      copy.samples += record.samples
      copy.versionsBehind += record.meanStaleness * Double(record.samples)
      if copy.ended > steps { measure(&copy) }
    } else if copy.simulation.nextEventTime == nil {
      // A run that comes to its end is compared over what there was of it.
      guard copy.simulation.stall == nil, copy.ended > 1 else {
        copy.outcome = .refused(copy.simulation.stall ?? "the run ends before a step to compare")
        return
      }
      measure(&copy)
    }
  }

  private static func measure(_ copy: inout Copy) {
    copy.outcome = .measured(tokensPerSecond: Double(copy.tokens) / copy.time.seconds)
    copy.price = Advice.Price(
      staleness: copy.versionsBehind / Double(max(1, copy.samples)),
      headroom: copy.simulation.memoryHeadroom)
  }
}
