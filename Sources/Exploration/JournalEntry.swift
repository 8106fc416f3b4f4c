import Quantities
import Telemetry

/// A line in the journal of a run, for whoever writes it down.
public enum JournalEntry: Hashable, Sendable {
  /// A step of the live future ended.
  case step(StepRecord)
  /// Something was done.
  case input(Input)
  /// The run went back to a time to go another way: of the inputs only the first so many still hold,
  /// of the steps those that ended by then.
  case rewind(to: SimTime, inputs: Int)
}
