import Exploration
import Quantities
import Simulation
import Telemetry

/// How a run stood when it was ended.
public struct Ending: Hashable, Sendable {
  /// When.
  public var time: SimTime
  /// Steps ended.
  public var steps: Int
  /// Events that happened.
  public var events: UInt64
  /// The digest chain of the steps.
  public var hash: UInt64
  /// Digest of the state at the end, the step under way included.
  public var state: UInt64

  /// Makes an ending.
  public init(time: SimTime, steps: Int, events: UInt64, hash: UInt64, state: UInt64) {
    self.time = time
    self.steps = steps
    self.events = events
    self.hash = hash
    self.state = state
  }

  /// How a simulation stands.
  public init(_ simulation: Simulation) {
    self.init(
      time: simulation.now, steps: simulation.version, events: simulation.eventCount,
      hash: simulation.hash, state: simulation.stateDigest)
  }
}
