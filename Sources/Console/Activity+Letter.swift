import Canvas
import Telemetry

extension Activity {
  /// What stands for the activity where there is no colour; no two share one.
  var letter: Glyph {
    switch self {
    case .prefill: "p"
    case .decode: "d"
    case .reference: "r"
    case .reward: "w"
    case .update: "u"
    case .bubble: "b"
    case .reshard: "x"
    case .offload: "o"
    case .waitingController: "c"
    case .waitingSamples: "s"
    case .waitingWeights: "v"
    case .waitingReplica: "t"
    case .waitingPeers: "l"
    case .waitingQueue: "q"
    case .failed: "!"
    case .idle: "."
    }
  }

  /// What the activity is to a theme; bubbles are a faint update.
  var themeRole: ThemeRole {
    switch self {
    case .prefill: .prefill
    case .decode: .rollout
    case .reference: .reference
    case .reward: .reward
    case .update, .bubble: .update
    case .reshard: .reshard
    case .offload: .offload
    case .waitingController, .waitingSamples, .waitingWeights, .waitingReplica, .waitingPeers,
      .waitingQueue:
      .waiting
    case .failed: .failed
    case .idle: .idle
    }
  }

  /// The name in so many columns, nine at least: whole, where it fits.
  func name(columns: Int) -> String {
    guard name.count > columns else { return name }
    return switch self {
    case .waitingController: columns < 10 ? "wait ctrl" : "controller"
    case .waitingSamples: "wait smpl"
    case .waitingWeights: "wait wght"
    case .waitingReplica: "wait repl"
    case .waitingPeers: "wait peer"
    case .waitingQueue: "wait queu"
    default: name
    }
  }
}
