import Exploration
import Quantities
import Simulation
import Specification
import Telemetry

/// Runs a recorded session again and checks every step against its record.
public struct Replay<Sink: TelemetrySink & Sendable>: Sendable {
  /// What was recorded.
  public let session: Session
  /// The run; at the end of a replay it stands at the session's end.
  public private(set) var timeline: Timeline<Sink>
  /// The steps that were replayed.
  public private(set) var steps: [StepRecord] = []
  /// Where the replay first went another way; `nil` if it has not.
  public private(set) var divergence: Divergence?
  /// Whether the session's end is reached.
  public private(set) var isOver = false

  /// Starts a replay.
  ///
  /// - Parameters:
  ///   - session: what was recorded.
  ///   - sink: takes the telemetry of the live future.
  /// - Throws: `SimulationError` where the scenario cannot run.
  public init(_ session: Session, into sink: Sink) throws(SimulationError) {
    self.session = session
    timeline = try Timeline(
      session.scenario, into: sink, inputs: session.inputsWithoutIdleGhosts, copies: 0)
  }

  /// Goes on to the end of the next step, or to the end of the session.
  ///
  /// - Returns: the step's record; `nil` at the end.
  public mutating func runStep() -> StepRecord? {
    guard !isOver else { return nil }
    guard let record = timeline.runStep(until: session.end) else {
      isOver = true
      checkEnding()
      return nil
    }
    check(record)
    steps.append(record)
    return record
  }

  /// Goes on to the end of the session.
  public mutating func run() {
    while runStep() != nil {}
  }

  private mutating func check(_ record: StepRecord) {
    guard divergence == nil else { return }
    if !session.steps.indices.contains(steps.count) {
      // What a recorder that was killed had not written yet may still have ended at this instant.
      if record.end < session.end || !session.isCutShort { divergence = .surplusStep(record) }
    } else if session.steps[steps.count] != record {
      divergence = .step(recorded: session.steps[steps.count], replayed: record)
    }
  }

  private mutating func checkEnding() {
    guard divergence == nil else { return }
    if session.steps.indices.contains(steps.count) {
      divergence = .missingStep(session.steps[steps.count])
      return
    }
    let replayed = Ending(timeline.present.live.simulation)
    if let recorded = session.ending, recorded != replayed {
      divergence = .ending(recorded: recorded, replayed: replayed)
    }
  }
}

extension Session {
  /// The inputs, with every ghost dropped at once if none is ever swapped in.
  fileprivate var inputsWithoutIdleGhosts: [Input] {
    guard !inputs.contains(where: { $0.action == .swapGhost }) else { return inputs }
    var all: [Input] = []
    for input in inputs where input.action != .dropGhost {
      all.append(input)
      all.append(Input(time: input.time, action: .dropGhost))
    }
    return all
  }
}
