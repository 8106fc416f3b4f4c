import Exploration
import Quantities
import Specification
import Telemetry

/// A recorded run: what went in, and what came out step by step.
public struct Session: Hashable, Sendable {
  /// What was run.
  public var scenario: Scenario
  /// The version of the program that recorded it.
  public var program: String
  /// What was done to it, in order.
  ///
  /// What was undone by going back in time is not among it.
  public var inputs: [Input]
  /// The steps that ended, in order.
  public var steps: [StepRecord]
  /// How it ended; `nil` if the recording was cut short.
  public var ending: Ending?
  /// Up to when it is told.
  public var end: SimTime
  /// The number of the line in which the file breaks off, from 1; `nil` if it ends with a line.
  public var tornLine: Int?

  /// Whether the recording was cut short, so that the end is the last that is known of it.
  public var isCutShort: Bool { ending == nil }
}
