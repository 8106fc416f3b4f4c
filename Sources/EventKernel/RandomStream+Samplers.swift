import Quantities

/// Samplers take exactly one number of the stream each, so that what is drawn next does not depend
/// on what was drawn before.
extension RandomStream {
  /// Returns a number in `0..<1`, a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Returns a number strictly between 0 and 1.
  ///
  /// The odd multiples of 2⁻⁵³, as far from 0 as from 1.
  public mutating func uniformInside() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

  /// Returns `true` with a probability.
  ///
  /// - Precondition: the probability lies in 0...1.
  public mutating func chance(_ probability: Double) -> Bool {
    precondition(
      probability >= 0 && probability <= 1, "a probability lies in 0...1, not \(probability)")
    return uniform() < probability
  }

  /// Returns a whole number in `0..<bound`, each as likely as the others.
  ///
  /// By multiplication with rejection (D. Lemire, "Fast random integer generation in an interval",
  /// ACM Transactions on Modeling and Computer Simulation 29, 2019). It is the one sampler that may
  /// take a second number, with a probability of `bound` in 2⁶⁴.
  ///
  /// - Precondition: `bound` is positive.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "there is no number below \(bound) to draw")
    let width = UInt64(bound)
    var product = next().multipliedFullWidth(by: width)
    if product.low < width {
      let surplus = (0 &- width) % width
      while product.low < surplus { product = next().multipliedFullWidth(by: width) }
    }
    return Int(product.high)
  }

  /// Returns an exponentially distributed number, by inversion.
  public mutating func exponential(mean: Double) -> Double {
    -mean * ElementaryFunctions.log(1 - uniform())
  }

  /// Returns a standard normal deviate, by inversion; at most 8.2 from zero.
  public mutating func normal() -> Double {
    ElementaryFunctions.normalQuantile(uniformInside())
  }

  /// Returns a number whose logarithm is normal with a mean and a standard deviation.
  public mutating func logNormal(logMean: Double, logDeviation: Double) -> Double {
    ElementaryFunctions.exp(logMean + logDeviation * normal())
  }
}
