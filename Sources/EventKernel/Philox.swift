/// Philox2x64-10: a block cipher cut down to what random numbers need.
///
/// A function of a counter and a key, without state (J. K. Salmon, M. A. Moraes, R. O. Dror,
/// D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011). For one key, different
/// counters give different blocks. It passes the BigCrush tests.
public enum Philox {
  /// Returns the block at a counter.
  public static func block(
    counter: (UInt64, UInt64), key: UInt64
  ) -> (first: UInt64, second: UInt64) {
    var (left, right) = counter
    var roundKey = key
    for _ in 0..<10 {
      let product = left.multipliedFullWidth(by: 0xD2B7_4407_B1CE_6E93)
      left = product.high ^ roundKey ^ right
      right = product.low
      roundKey &+= 0x9E37_79B9_7F4A_7C15
    }
    return (left, right)
  }
}
