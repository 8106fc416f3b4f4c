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
    /// What the reference model works on.
    case reference
    /// What the reward model works on.
    case reward
    /// Rollout's weights and cache.
    case rollout
  }

  /// The lane of the timeline.
  var role: Role
  /// What the dies do.
  var activity: Activity
  /// The dies that it occupies, as ranges in order; those of rollout are taken from it.
  var dies: [Range<Int>]
  /// How long, if nothing fails.
  var duration: SimDuration
  /// What the duration is made of.
  var terms: [CostTerm] = []
  /// The share of the time that each pipeline stage computes; empty for none.
  var stageShares: [Double] = []
  /// How long each lane of data-parallel ranks takes of it, of the slowest one's time; empty for none.
  var laneShares: [Double] = []
  /// What the memory holds.
  var memory = Memory.unchanged
  /// The change of layout that begins with this leg.
  var reshard: ReshardStatus?
  /// How long samples are scored meanwhile, by hosts or by a reward model with dies of its own.
  var rewardAlongside = SimDuration.zero
  /// The dies that score meanwhile; none where hosts do.
  var scoringDies = 0..<0
  /// Bytes a second that each die sends.
  var linkBytesPerSecond = 0.0
  /// Whether it is part of bringing new weights to rollout.
  var leadsBack = false
  /// When each layer comes, after the leg's beginning, if rollout need not wait for its end: then the step
  /// ends before it.
  var arrivals: [SimDuration] = []

  /// All dies that it needs, as ranges.
  var neededDies: [Range<Int>] { scoringDies.isEmpty ? dies : dies + [scoringDies] }
}
