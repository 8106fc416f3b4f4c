import Quantities

/// A moment of a run, as it is written: a time, a span from now, or the end of an RL step.
public enum SeekTarget: Hashable, Sendable {
  /// A time since the start.
  case time(SimTime)
  /// So many seconds later than now, or earlier where they are negative.
  case offset(Double)
  /// The end of a step, from 1; 0 is the start.
  case step(Int)

  /// Reads `1:42:07`, `42:07`, `90`, `90s`, `5m`, `2h`, `+30s` and `-5m` from now, or `#17` and `step 17`
  /// for the end of an RL step.
  ///
  /// - Returns: `nil` for anything else.
  public init?(_ text: String) {
    let text = text.filter { $0 != " " }
    for mark in ["#", "step"] where text.hasPrefix(mark) && text.count > mark.count {
      guard let step = Int(text.dropFirst(mark.count)), (0..<1_000_000_000).contains(step) else {
        return nil
      }
      self = .step(step)
      return
    }
    if let sign = text.first, sign == "+" || sign == "-" {
      guard let span = Self.seconds(text.dropFirst()) else { return nil }
      self = .offset(sign == "-" ? -span : span)
      return
    }
    guard let seconds = Self.seconds(text[...]) else { return nil }
    self = .time(.seconds(seconds))
  }

  /// Reads a span of time.
  private static func seconds(_ text: Substring) -> Double? {
    guard text.first?.isNumber ?? false || text.first == "." else { return nil }
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    var seconds = 0.0
    if let last = text.last, let unit = units[last] {
      guard let count = Double(text.dropLast()) else { return nil }
      seconds = count * unit
    } else {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 3 else { return nil }
      for part in parts {
        guard let value = Double(part), value >= 0 else { return nil }
        seconds = seconds * 60 + value
      }
    }
    return seconds >= 0 && seconds < 1e9 ? seconds : nil
  }
}
