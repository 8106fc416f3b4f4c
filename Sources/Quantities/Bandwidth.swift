/// A rate of moving data, in bytes a second, one direction.
public struct Bandwidth: Quantity {
  /// The bytes moved each second.
  public let bytesPerSecond: Double

  /// Makes a rate of so many bytes a second.
  public init(bytesPerSecond: Double) {
    self.bytesPerSecond = bytesPerSecond
  }

  /// A rate in GB/s (10⁹ bytes a second), the unit of data sheets.
  public static func gigabytesPerSecond(_ rate: Double) -> Bandwidth {
    Bandwidth(bytesPerSecond: rate * 1e9)
  }

  /// The rate in GB/s.
  public var gigabytesPerSecond: Double { bytesPerSecond / 1e9 }

  /// The number without its unit.
  public var number: Double { bytesPerSecond }

  /// Makes an amount from a number without its unit.
  public init(number: Double) { self.init(bytesPerSecond: number) }
}

extension Bytes {
  /// The time it takes to move these bytes at a rate.
  public static func / (lhs: Bytes, rhs: Bandwidth) -> Seconds {
    Seconds(Double(lhs.count) / rhs.bytesPerSecond)
  }
}
