import Quantities
import Telemetry

/// What there is to say about changes of layout at an instant.
struct ReshardFacts {
  /// The change under way, or the last one.
  let status: ReshardStatus?
  /// Its parts that take any time.
  var parts: [ReshardStatus.Part] { status?.parts.filter { $0.duration > .zero } ?? [] }
  /// How much of it is over.
  let elapsed: SimDuration
  /// Whether it goes on.
  let isUnderWay: Bool
  /// Whether it waits for a die that is down.
  let isStopped: Bool
  /// When it was over.
  let end: SimTime
  /// Who sends how much to whom: of what is under way, else the next time.
  let traffic: ReshardTraffic?
  /// The share of the weights that has come, while they move; `nil` where it is the next time that is
  /// looked at.
  let arrivedShare: Double?

  init(_ state: ClusterState) {
    status = state.reshard?.status
    elapsed = state.reshard?.elapsed(at: state.now) ?? .zero
    let duration = status?.duration ?? .zero
    isStopped = status?.isStopped ?? false
    isUnderWay = elapsed < duration
    end = (state.reshard?.told ?? .zero) + (duration - (status?.elapsed ?? .zero))
    if isUnderWay, let status, let moving = status.traffic {
      traffic = moving
      arrivedShare = status.arrivedShare(after: elapsed)
    } else {
      traffic = state.nextReshard ?? status?.traffic
      arrivedShare = nil
    }
  }

  /// The share of the whole switch that is over.
  var share: Double {
    guard let status, status.duration > .zero else { return 0 }
    return elapsed.seconds / status.duration.seconds
  }
}
