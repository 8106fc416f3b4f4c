import Exploration
import Quantities
import Specification
import Telemetry

/// The future that a turned knob left behind, still running.
public struct Ghost: Hashable, Sendable {
  /// What the ghost lacks or has, as in "without RL Fusion".
  public var title: String
  /// When the two futures parted.
  public var since: SimTime
  /// How the ghost fares now.
  public var state: ClusterState
  /// How the two fared since; `nil` until both have ended a step.
  public var comparison: Comparison?
  /// The knobs that only the live future has.
  public var liveKnobs: [Knob]
  /// The knobs that only the ghost has: none, unless the two were swapped.
  public var ghostKnobs: [Knob]

  /// Makes a ghost.
  public init(
    title: String, since: SimTime, state: ClusterState, comparison: Comparison?,
    liveKnobs: [Knob] = [], ghostKnobs: [Knob] = []
  ) {
    self.title = title
    self.since = since
    self.state = state
    self.comparison = comparison
    self.liveKnobs = liveKnobs
    self.ghostKnobs = ghostKnobs
  }
}
