/// The values an axis shows, from a round number to a round number in round steps.
public struct AxisScale: Hashable, Sendable {
  /// The value at the bottom.
  public let lower: Double
  /// The value at the top.
  public let upper: Double
  /// The distance between two ticks.
  public let step: Double

  /// Makes a scale of given bounds and step.
  ///
  /// - Precondition: The bounds are finite and in order, and the step is positive.
  public init(_ lower: Double, _ upper: Double, step: Double) {
    precondition(
      lower.isFinite && upper.isFinite && lower < upper && step > 0,
      "a scale from \(lower) to \(upper) by \(step)")
    self.lower = lower
    self.upper = upper
    self.step = step
  }

  /// Makes the tightest scale that covers values and steps by 1, 2 or 5 times a power of ten.
  ///
  /// Takes any values; what is not a finite number is left out, and without values it shows 0...1.
  ///
  /// - Parameters:
  ///   - values: What it has to cover.
  ///   - ticks: How many steps there may be at most; two at least, which zero may need.
  ///   - includingZero: Whether it has to cover zero, as for amounts it should.
  public init(covering values: some Sequence<Double>, ticks: Int = 4, includingZero: Bool = true) {
    var low = includingZero ? 0 : Double.infinity
    var high = includingZero ? 0 : -Double.infinity
    for value in values where value.isFinite && abs(value) < 1e300 {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else {
      self.init(0, 1, step: 1)
      return
    }
    if low == high {
      (low, high) = high == 0 ? (0, 1) : (high - abs(high) / 2, high + abs(high) / 2)
    }
    let count = Double(max(2, ticks))
    // A step that is lost in rounding beside the values would be none.
    let finest = max(abs(low), abs(high)) * 1e-12
    var step = Self.roundStep(atLeast: max((high - low) / count, finest))
    while (high / step).rounded(.up) - (low / step).rounded(.down) > count, step < high - low {
      step = Self.roundStep(atLeast: step * 1.001)
    }
    let bottom = (low / step).rounded(.down) * step
    let top = (high / step).rounded(.up) * step
    self.init(bottom, top > bottom ? top : bottom + step, step: step)
  }

  /// The values to mark, from the lowest to the highest.
  public var ticks: [Double] {
    let count = min(Int(((upper - lower) / step + 1e-9).rounded(.down)), 1000)
    return (0...max(0, count)).map { index in
      let value = lower + Double(index) * step
      // The zero of a scale that crosses it is zero, not what is left by rounding.
      return abs(value) < step * 1e-9 ? 0 : value
    }
  }

  /// Returns where a value lies between the bottom, 0, and the top, 1; outside of them beyond.
  public func share(of value: Double) -> Double {
    (value - lower) / (upper - lower)
  }

  /// Returns a value as short text, to the precision of the step, with K, M, G or T if it is large.
  public func label(for value: Double) -> String {
    let largest = max(abs(lower), abs(upper))
    var unit = 1.0
    var suffix = ""
    for name in ["K", "M", "G", "T"] where largest >= unit * 1000 {
      unit *= 1000
      suffix = name
    }
    var digits = 0
    var grain = step / unit
    while digits < 6, abs(grain - grain.rounded()) > 1e-6 * grain {
      grain *= 10
      digits += 1
    }
    let text = Self.decimal(value / unit, digits: digits)
    return value == 0 ? text : text + suffix
  }

  /// Returns a number with so many digits after the point.
  static func decimal(_ value: Double, digits: Int) -> String {
    let power = (0..<digits).reduce(1.0) { result, _ in result * 10 }
    let scaled = (abs(value) * power).rounded()
    guard scaled < 1e15 else { return "\(value)" }
    let whole = Int(scaled)
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard digits > 0 else { return sign + String(whole) }
    let fraction = String(whole % Int(power))
    let padding = String(repeating: "0", count: digits - fraction.count)
    return sign + String(whole / Int(power)) + "." + padding + fraction
  }

  /// Returns the smallest of 1, 2 or 5 times a power of ten that is not below `least`.
  private static func roundStep(atLeast least: Double) -> Double {
    guard least > 1e-300 else { return 1e-300 }
    var power = 1.0
    while power > least { power /= 10 }
    while power * 10 <= least { power *= 10 }
    for factor in [1.0, 2, 5, 10] where power * factor >= least { return power * factor }
    return power * 10
  }
}
