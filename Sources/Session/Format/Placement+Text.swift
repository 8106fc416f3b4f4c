import Specification

extension Placement {
  /// The placement in one word, as in `separate:384` or `rollout:0-255,update:256-383`.
  var word: String {
    switch self {
    case .fused, .colocated: name
    case .separate(let dies): "separate:\(dies)"
    case .mixed(let cards):
      [
        ("rollout", cards.rollout), ("update", cards.update), ("reference", cards.reference),
        ("reward", cards.reward),
      ].compactMap { role, range in
        range.map { "\(role):\($0.lowerBound)-\($0.upperBound)" }
      }.joined(separator: ",")
    }
  }

  /// Reads a placement from a word, as `word` writes it; `nil` for what is none.
  ///
  /// Whether the cluster has such cards is not known here.
  init?(word: String) {
    let parts = word.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }
    switch parts[0] {
    case ["fused"]: self = .fused
    case ["colocated"]: self = .colocated
    case let part where part[0] == "separate":
      guard part.count == 2, let dies = Int(part[1]), dies > 0 else { return nil }
      self = .separate(trainingDies: dies)
    default:
      var ranges: [String: ClosedRange<Int>] = [:]
      for part in parts {
        guard part.count == 2, let range = Self.range(part[1]),
          ranges.updateValue(range, forKey: part[0]) == nil
        else { return nil }
      }
      guard let rollout = ranges["rollout"], let update = ranges["update"] else { return nil }
      self = .mixed(
        RoleCards(
          rollout: rollout, update: update, reference: ranges["reference"], reward: ranges["reward"]
        ))
    }
    // One text only: no signs, leading zeros, other orders, unknown roles or words behind.
    guard self.word == word else { return nil }
  }

  private static func range(_ text: String) -> ClosedRange<Int>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]), first <= last
    else { return nil }
    return first...last
  }
}
