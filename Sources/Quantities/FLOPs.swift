/// An amount of floating-point work: multiplications and additions, each counted once.
public struct FLOPs: Quantity {
  /// The number of operations.
  public let count: Double

  /// Makes an amount of so many operations.
  public init(_ count: Double) {
    self.count = count
  }

  /// The number without its unit.
  public var number: Double { count }

  /// Makes an amount from a number without its unit.
  public init(number: Double) { self.init(number) }

  /// The time it takes to do this work at a rate.
  public static func / (lhs: FLOPs, rhs: ComputeRate) -> Seconds {
    Seconds(lhs.count / rhs.flopsPerSecond)
  }
}

/// A rate of floating-point work, in operations a second.
public struct ComputeRate: Quantity {
  /// The operations done each second.
  public let flopsPerSecond: Double

  /// Makes a rate of so many operations a second.
  public init(flopsPerSecond: Double) {
    self.flopsPerSecond = flopsPerSecond
  }

  /// A rate in TFLOPS (10¹² operations a second), the unit of data sheets.
  public static func tera(_ rate: Double) -> ComputeRate {
    ComputeRate(flopsPerSecond: rate * 1e12)
  }

  /// The rate in TFLOPS.
  public var teraflops: Double { flopsPerSecond / 1e12 }

  /// The number without its unit.
  public var number: Double { flopsPerSecond }

  /// Makes an amount from a number without its unit.
  public init(number: Double) { self.init(flopsPerSecond: number) }
}
