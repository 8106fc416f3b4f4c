import Quantities

/// A choice among places with given weights.
///
/// An alias table (A. J. Walker, ACM Transactions on Mathematical Software 3, 1977, built as by
/// M. D. Vose, IEEE Transactions on Software Engineering 17, 1991): one random number and two
/// look-ups a draw, however many places.
public struct Categorical: Hashable, Sendable {
  private var thresholds: [Double]
  private var aliases: [Int]

  /// Makes a choice in proportion to weights.
  ///
  /// - Precondition: no weight is negative or infinite, and their sum is positive and finite.
  /// - Complexity: O(n).
  public init(weights: [Double]) {
    let sum = weights.reduce(0, +)
    precondition(
      sum > 0 && sum < .infinity && weights.allSatisfy { $0 >= 0 },
      "weights are not negative and have a positive, finite sum, not \(sum)")
    // Every column of the table is filled to one: from a poor place, then topped up by a rich one.
    thresholds = weights.map { $0 * Double(weights.count) / sum }
    aliases = Array(weights.indices)
    var poor = weights.indices.filter { thresholds[$0] < 1 }
    var rich = weights.indices.filter { thresholds[$0] >= 1 }
    while let small = poor.popLast(), let large = rich.last {
      aliases[small] = large
      thresholds[large] -= 1 - thresholds[small]
      if thresholds[large] < 1 {
        rich.removeLast()
        poor.append(large)
      }
    }
    // What is left is one but for rounding, and is its own alias.
  }

  /// Makes a choice among ranks 0..<count, where rank r has the weight (r + 1)⁻ᵉ.
  ///
  /// - Precondition: `count` is positive.
  public static func zipf(count: Int, exponent: Double) -> Categorical {
    Categorical(
      weights: (0..<count).map { ElementaryFunctions.power(Double($0 + 1), -exponent) })
  }

  /// The number of places.
  public var count: Int { thresholds.count }

  /// Draws a place, with one number of the stream.
  public func draw(from stream: inout RandomStream) -> Int {
    let (column, fraction) = stream.next().multipliedFullWidth(by: UInt64(count))
    let place = Int(column)
    return Double(fraction >> 11) * 0x1p-53 < thresholds[place] ? place : aliases[place]
  }
}
