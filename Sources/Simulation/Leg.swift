import CostModel
import Quantities
import Specification
import Telemetry

/// One stretch of the trainer's way from a batch to new weights.
struct Leg: Sendable {
  /// What the memory of the training dies holds during a leg.
  enum Memory: Hashable, Sendable {
    /// What it held before.
    case unchanged
    /// Training's state.
    case training
    /// Rollout's weights and cache.
    case rollout
  }

  /// The lane of the timeline.
  var role: Role
  /// What the dies do.
  var activity: Activity
  /// How long, if nothing fails.
  var duration: SimDuration
  /// What the duration is made of.
  var terms: [CostTerm] = []
  /// The share of the time that each pipeline stage computes; empty for none.
  var stageShares: [Double] = []
  /// What the memory holds.
  var memory = Memory.unchanged
  /// The change of layout that begins with this leg.
  var reshard: ReshardStatus?
  /// Whether rollout dies are stopped for it (they are stopped anyway where they train).
  var stopsRollout = false
  /// How long the hosts score samples meanwhile.
  var rewardAlongside = SimDuration.zero
  /// Bytes a second that each die sends.
  var linkBytesPerSecond = 0.0
  /// Whether it is part of bringing new weights to rollout.
  var leadsBack = false
  /// When each layer comes, after the leg's beginning, if rollout need not wait for its end: then the step
  /// ends before it.
  var arrivals: [SimDuration] = []
}
