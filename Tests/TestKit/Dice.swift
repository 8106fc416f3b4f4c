/// A small generator for choosing test cases: the same choices for the same seed, in every build.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014); it
/// shares nothing with the random streams that are under test.
public struct Dice: RandomNumberGenerator {
  private var state: UInt64

  /// Makes a generator from a seed.
  public init(state: UInt64) {
    self.state = state
  }

  /// Draws 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Draws a whole number of a range.
  public mutating func int(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// Draws a real number from 0 to below 1.
  public mutating func share() -> Double { Double(next() >> 11) / 0x1p53 }

  /// Draws a real number of a range.
  public mutating func real(_ range: ClosedRange<Double>) -> Double {
    min(range.upperBound, range.lowerBound + (range.upperBound - range.lowerBound) * share())
  }

  /// Draws one of a few things.
  public mutating func pick<Thing>(_ things: [Thing]) -> Thing {
    things[int(in: 0...things.count - 1)]
  }

  /// Draws yes or no.
  public mutating func flag() -> Bool { next() & 1 == 1 }

  /// Draws a divisor of a number.
  public mutating func divisor(of number: Int) -> Int {
    pick((1...number).filter { number % $0 == 0 })
  }
}
