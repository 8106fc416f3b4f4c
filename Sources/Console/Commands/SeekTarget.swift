import Quantities

/// A moment of a run, as it is written: a time, or the end of an RL step.
public enum SeekTarget: Hashable, Sendable {
  /// A time since the start.
  case time(SimTime)
  /// The end of a step, from 1; 0 is the start.
  case step(Int)

  /// Reads `1:42:07`, `42:07`, `90`, `90s`, `5m`, `2h`, or `#17` for the end of an RL step.
  ///
  /// - Returns: `nil` for anything else.
  public init?(_ text: String) {
    let text = text.filter { $0 != " " }
    if let rest = text.first.map({ $0 == "#" ? text.dropFirst() : "" }), !rest.isEmpty {
      guard let step = Int(rest), step >= 0, step < 1_000_000_000 else { return nil }
      self = .step(step)
      return
    }
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    if let last = text.last, let unit = units[last] {
      guard let count = Double(text.dropLast()), let time = Self.time(count * unit) else {
        return nil
      }
      self = time
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 3 else { return nil }
    var seconds = 0.0
    for part in parts {
      guard let value = Double(part), value >= 0 else { return nil }
      seconds = seconds * 60 + value
    }
    guard let time = Self.time(seconds) else { return nil }
    self = time
  }

  private static func time(_ seconds: Double) -> SeekTarget? {
    seconds >= 0 && seconds < 1e9 ? .time(.seconds(seconds)) : nil
  }
}
