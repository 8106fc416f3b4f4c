import Exploration
import Quantities
import Telemetry

/// Where a replay went another way than the recorded run.
public enum Divergence: Hashable, Sendable {
  /// A step came out otherwise.
  case step(recorded: StepRecord, replayed: StepRecord)
  /// A step that was recorded did not end.
  case missingStep(StepRecord)
  /// A step ended that was not recorded.
  case surplusStep(StepRecord)
  /// The state at the end is another.
  case ending(recorded: Ending, replayed: Ending)
}

extension Divergence: CustomStringConvertible {
  /// What was recorded and what came instead.
  public var description: String {
    switch self {
    case .step(let recorded, let replayed):
      "step \(recorded.step) differs: recorded with hash \(recorded.hash.hexadecimal), replayed "
        + "with hash \(replayed.hash.hexadecimal)"
        + Self.difference(recorded, replayed)
    case .missingStep(let recorded):
      "step \(recorded.step) was recorded with hash \(recorded.hash.hexadecimal), and does not end "
        + "in the replay"
    case .surplusStep(let replayed):
      "step \(replayed.step) ends in the replay with hash \(replayed.hash.hexadecimal), and was not "
        + "recorded"
    case .ending(let recorded, let replayed):
      "the end differs: recorded after \(recorded.events) events with state "
        + "\(recorded.state.hexadecimal), replayed after \(replayed.events) events with state "
        + replayed.state.hexadecimal
    }
  }

  /// The figures that differ, beside the hash.
  private static func difference(_ recorded: StepRecord, _ replayed: StepRecord) -> String {
    var parts: [String] = []
    if recorded.step != replayed.step { parts.append("number \(recorded.step)/\(replayed.step)") }
    if recorded.end != replayed.end {
      parts.append("end \(recorded.end.seconds.fixed(6))/\(replayed.end.seconds.fixed(6)) s")
    }
    if recorded.tokens != replayed.tokens {
      parts.append("tokens \(recorded.tokens)/\(replayed.tokens)")
    }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }
}
