import Quantities
import Specification

/// Something done to a run from outside, and when.
///
/// The inputs of a run and its scenario make the whole run. What one only looks at is none: a pause, a
/// speed, a look back.
public struct Input: Hashable, Sendable {
  /// What is done.
  public enum Action: Hashable, Sendable {
    /// A knob is turned in the live future.
    case turn(Knob)
    /// Live and ghost change places.
    case swapGhost
    /// The ghost is let go.
    case dropGhost
    /// The live future as it is becomes the ghost, for later knobs to be compared with.
    case keepGhost
  }

  /// When; all that is due at that instant comes first.
  public var time: SimTime
  /// What.
  public var action: Action

  /// Makes an input.
  public init(time: SimTime, action: Action) {
    self.time = time
    self.action = action
  }
}
