import Quantities
import Specification

/// A knob and when it was turned.
public struct TurnedKnob: Hashable, Sendable {
  /// When.
  public var time: SimTime
  /// What.
  public var knob: Knob

  /// Makes a turned knob.
  public init(time: SimTime, knob: Knob) {
    self.time = time
    self.knob = knob
  }
}
