import Quantities

extension SeekTarget {
  /// The target as it is read: to the nanosecond, in seconds.
  var text: String {
    switch self {
    case .step(let step): return "#\(step)"
    case .offset(let seconds): return "\(seconds < 0 ? "" : "+")\(seconds)s"
    case .time(let time):
      let whole = time.nanoseconds / 1_000_000_000
      let rest = time.nanoseconds % 1_000_000_000
      guard rest > 0 else { return "\(whole)s" }
      var digits = String(rest)
      digits = String(repeating: "0", count: 9 - digits.count) + digits
      while digits.last == "0" { digits.removeLast() }
      return "\(whole).\(digits)s"
    }
  }
}
