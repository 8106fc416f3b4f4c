import Quantities
import Telemetry

/// The future that a turned knob left behind, still running.
public struct Ghost: Hashable, Sendable {
  /// What the ghost lacks or has, as in "without RL Fusion".
  public var title: String
  /// When the two futures parted.
  public var since: SimTime
  /// How the ghost fares now.
  public var state: ClusterState

  /// Makes a ghost.
  public init(title: String, since: SimTime, state: ClusterState) {
    self.title = title
    self.since = since
    self.state = state
  }
}
