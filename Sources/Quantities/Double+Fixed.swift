extension Double {
  /// Writes the number with a fixed count of decimals, rounded to nearest, ties away from zero.
  ///
  /// The standard library alone has no such format. `nan`, `inf` and numbers beyond 2⁵³ units of the
  /// last decimal come out as `description` has them.
  public func fixed(_ decimals: Int) -> String {
    precondition((0...9).contains(decimals), "\(decimals) decimals; 0 to 9 can be written")
    var scale: Int64 = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (magnitude * Double(scale)).rounded()
    guard scaled < 0x1p53 else { return description }
    let units = Int64(scaled)
    let sign = self < 0 && units != 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(units)" }
    let fraction = String(units % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(units / scale).\(zeros)\(fraction)"
  }
}
