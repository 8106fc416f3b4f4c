import Telemetry

/// What a die is busy with, as the legend tells it: activities that share a colour.
enum Phase: Int, CaseIterable, Hashable, Sendable {
  case rollout, reference, reward, update, bubble, reshard, waiting, failed, idle

  /// The phase that an activity belongs to.
  init(_ activity: Activity) {
    self =
      switch activity {
      case .prefill, .decode: .rollout
      case .reference: .reference
      case .reward: .reward
      case .update: .update
      case .bubble: .bubble
      case .reshard, .offload: .reshard
      case .waitingController, .waitingSamples, .waitingWeights, .waitingReplica, .waitingPeers,
        .waitingQueue:
        .waiting
      case .failed: .failed
      case .idle: .idle
      }
  }

  /// The phase that a role of the loop is drawn in.
  init(_ role: Role) {
    self =
      switch role {
      case .rollout: .rollout
      case .reference: .reference
      case .reward: .reward
      case .update: .update
      case .reshard: .reshard
      }
  }

  /// The name, at most nine columns.
  var name: String {
    switch self {
    case .rollout: "rollout"
    case .reference: "reference"
    case .reward: "reward"
    case .update: "update"
    case .bubble: "bubble"
    case .reshard: "reshard"
    case .waiting: "waiting"
    case .failed: "failed"
    case .idle: "idle"
    }
  }

  /// The activities of the phase.
  var activities: [Activity] { Activity.allCases.filter { Phase($0) == self } }
}
