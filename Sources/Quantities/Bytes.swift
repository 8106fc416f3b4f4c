/// An amount of memory or data.
///
/// A type of its own, so that bytes are never added to bits, tokens or parameters by mistake. Signed,
/// so that a shortfall can be told; sums that leave the range of `Int64` (8 EiB) trap.
public struct Bytes: Quantity {
  /// The number of bytes.
  public let count: Int64

  /// Makes an amount of so many bytes.
  public init(_ count: Int64) {
    self.count = count
  }

  /// Makes an amount from a real number of bytes, rounded to the nearest whole one.
  ///
  /// - Precondition: `count` is finite and below 8 EiB.
  public init(rounding count: Double) {
    precondition(count.magnitude < 0x1p63, "\(count) bytes are beyond the range of an amount")
    self.count = Int64(count.rounded())
  }

  /// An amount in GiB (2³⁰ bytes), the unit of memory capacity.
  public static func gibi(_ count: Double) -> Bytes { Bytes(rounding: count * 0x1p30) }

  /// An amount in GB (10⁹ bytes), the unit of published weights and link speeds.
  public static func giga(_ count: Double) -> Bytes { Bytes(rounding: count * 1e9) }

  /// The amount in GiB.
  public var gibibytes: Double { Double(count) / 0x1p30 }

  /// The amount in GB.
  public var gigabytes: Double { Double(count) / 1e9 }

  /// The number without its unit.
  public var number: Int64 { count }

  /// Makes an amount from a number without its unit.
  public init(number: Int64) { self.init(number) }

  /// Scales an amount, rounded to the nearest whole byte.
  public static func * (lhs: Bytes, rhs: Double) -> Bytes {
    Bytes(rounding: Double(lhs.count) * rhs)
  }
}

extension Bytes: CustomStringConvertible {
  /// The amount in the largest binary unit that leaves a figure of at least one.
  public var description: String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var value = Double(count)
    var unit = 0
    while value.magnitude >= 1024, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    return unit == 0 ? "\(count) B" : "\(value.fixed(value.magnitude < 100 ? 1 : 0)) \(units[unit])"
  }
}
