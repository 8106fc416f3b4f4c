import Quantities
import Telemetry

extension ClusterState.CardFailure {
  /// When the card is back, as in "back at 00:12:00".
  var outlook: String {
    until == .distantFuture ? "gone for good" : "back at \(Figure.clock(until.seconds))"
  }
}
