import Specification

/// Seeded chance for properties over many cases: SplitMix64.
public struct Chance {
  private var state: UInt64

  /// Makes chance from a seed.
  public init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
  }

  /// The next 64 random bits.
  public mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number of a range.
  public mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(bits() % UInt64(range.count))
  }

  /// A real number of a range.
  public mutating func real(_ range: ClosedRange<Double>) -> Double {
    let part = Double(bits() >> 11) / 0x1p53
    return min(range.upperBound, range.lowerBound + (range.upperBound - range.lowerBound) * part)
  }

  /// One of a few things.
  public mutating func pick<Thing>(_ things: [Thing]) -> Thing {
    things[integer(0...things.count - 1)]
  }

  /// Yes or no.
  public mutating func flag() -> Bool { bits() & 1 == 1 }

  /// A divisor of a number.
  public mutating func divisor(of number: Int) -> Int {
    pick((1...number).filter { number % $0 == 0 })
  }
}
