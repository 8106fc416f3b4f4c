import Quantities
import Telemetry

/// What a step's time hung on: stretches that follow one another without a gap from its start to its
/// end.
///
/// Walked from the end back. As long as one leg of the trainer began when the one before it ended, the
/// trainer was what everything waited for; where it stood still, it waited for the last sample of its
/// batch (or for a failed card), and nothing else that happened until then could have made the step
/// shorter.
struct CriticalPath: Hashable, Sendable {
  /// What a stretch hung on.
  enum Cause: Hashable, Sendable {
    /// A leg of the trainer.
    case leg(LegStatus)
    /// The samples of the batch, the last of which was written where it is told.
    case rollout(last: LegSpan.Finish?)
    /// A card that had failed.
    case failure

    /// The lane of the timeline; `nil` for a failure.
    var role: Role? {
      switch self {
      case .leg(let status): status.role
      case .rollout: .rollout
      case .failure: nil
      }
    }
  }

  /// A stretch.
  struct Segment: Hashable, Sendable {
    let cause: Cause
    let start: SimTime
    let end: SimTime

    var duration: SimDuration { end - start }
  }

  /// The step.
  let step: Int
  /// The stretches, oldest first.
  let segments: [Segment]

  /// Finds the path of a step, or of the one under way, up to now.
  ///
  /// - Returns: `nil` for a step that is not known, or not any more.
  init?(step: Int, of state: ClusterState) {
    let start: SimTime
    let end: SimTime
    if let record = state.steps.last(where: { $0.step == step }) {
      (start, end) = (record.start, record.end)
    } else if step == (state.steps.last?.step ?? 0) + 1 {
      (start, end) = (state.steps.last?.end ?? .zero, state.now)
    } else {
      return nil
    }
    // Where legs are forgotten already, a path would blame rollout for what the trainer did.
    if let oldest = state.legs.first, oldest.start > start, oldest.status.step > step { return nil }
    self.step = step
    var found: [Segment] = []
    var place = end
    func add(_ cause: Cause, from: SimTime) {
      guard from < place else { return }
      found.append(Segment(cause: cause, start: from, end: place))
      place = from
    }
    var following: LegSpan?
    for leg in state.legs.reversed() where leg.start < end {
      guard place > start else { break }
      let legEnd = min(leg.end ?? state.now, end)
      if legEnd < place {
        guard leg.isCut else { break }
        add(.failure, from: max(start, legEnd))
      }
      add(.leg(leg.status), from: max(start, leg.start))
      following = leg
    }
    add(.rollout(last: following?.after ?? state.lastFinish), from: start)
    segments = found.reversed()
  }

  /// The time of each role on the path, and of failures under `nil`, largest first.
  var shares: [(role: Role?, seconds: Double)] {
    let roles: [Role?] = Role.allCases + [nil]
    return roles.map { role in
      (role, segments.reduce(0) { $0 + ($1.cause.role == role ? $1.duration.seconds : 0) })
    }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
  }
}
