import Exploration
import Quantities
import Simulation
import Specification
import Telemetry

/// What a run came to: its steps, its inputs, and whether it is the one that was recorded.
///
/// As large after many steps as after few: who wants each of them writes it when it ends.
public struct RunReport: Hashable, Sendable {
  /// Whether a replay came out as recorded.
  public enum Verification: Hashable, Sendable {
    /// Nothing was replayed.
    case notReplayed
    /// Every step and the end came out as recorded by this version of the program.
    case verified(program: String)
    /// All steps came out as recorded; the recording was cut short, so that its end is not known.
    case verifiedUntilCut(program: String, tornLine: Int?)
    /// The replay went another way, as told.
    case diverged(program: String, Divergence)
  }

  /// The scenario as it was at the start.
  public var scenario: Scenario
  /// What the steps came to.
  public var steps: StepTally
  /// What was done to the run.
  public var inputs: [Input]
  /// How it stood at the end.
  public var ending: Ending
  /// Whether it is the run that was recorded.
  public var verification: Verification
  /// How requests fared; `nil` of a run that trains.
  public var serving: ServingStatus?

  /// Makes the report of a run.
  public init(
    scenario: Scenario, steps: StepTally, inputs: [Input], ending: Ending,
    verification: Verification = .notReplayed, serving: ServingStatus? = nil
  ) {
    self.scenario = scenario
    self.steps = steps
    self.inputs = inputs
    self.ending = ending
    self.verification = verification
    self.serving = serving
  }

  /// Makes the report of a replay that is over.
  public init(_ replay: Replay<some TelemetrySink & Sendable>) {
    let session = replay.session
    let verification: Verification =
      if let divergence = replay.divergence {
        .diverged(program: session.program, divergence)
      } else if session.isCutShort {
        .verifiedUntilCut(program: session.program, tornLine: session.tornLine)
      } else {
        .verified(program: session.program)
      }
    let simulation = replay.timeline.present.live.simulation
    self.init(
      scenario: session.scenario, steps: StepTally(replay.steps), inputs: session.inputs,
      ending: Ending(simulation), verification: verification, serving: simulation.serving)
  }

  /// Cards of the cluster.
  public var cards: Int { scenario.cluster.cards }
}

extension RunReport.Verification: CustomStringConvertible {
  /// What was found, in one line.
  public var description: String {
    switch self {
    case .notReplayed: "not a replay"
    case .verified(let program): "verified: every step and the end are as \(program) recorded them"
    case .verifiedUntilCut(let program, let line):
      "verified as far as it goes: every step is as \(program) recorded it, but the recording "
        + (line.map { "breaks off in line \($0)" } ?? "has no end")
    case .diverged(let program, let divergence):
      "NOT verified: \(divergence); recorded by \(program)"
    }
  }

  /// A word for it, as JSON has it.
  var word: String? {
    switch self {
    case .notReplayed: nil
    case .verified: "verified"
    case .verifiedUntilCut: "verified until cut"
    case .diverged: "diverged"
    }
  }
}
