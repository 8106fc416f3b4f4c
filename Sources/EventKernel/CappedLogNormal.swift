import Quantities

/// A log-normal distribution cut at a cap, where the mass beyond the cap gathers.
///
/// The lengths of responses look like this: many short ones, a long tail, and a spike at the longest
/// length that the engine allows.
public struct CappedLogNormal: Hashable, Sendable {
  /// The mean of the logarithm, without the cap.
  public let logMean: Double
  /// The standard deviation of the logarithm, without the cap.
  public let logDeviation: Double
  /// The largest value.
  public let cap: Double

  /// Makes a distribution from the moments of the logarithm.
  ///
  /// - Precondition: the deviation is not negative, and the cap is positive.
  public init(logMean: Double, logDeviation: Double, cap: Double) {
    precondition(logDeviation >= 0, "a standard deviation cannot be \(logDeviation)")
    precondition(cap > 0, "a log-normal cannot be capped at \(cap)")
    self.logMean = logMean
    self.logDeviation = logDeviation
    self.cap = cap
  }

  /// Makes the distribution that has a mean *after* it is cut, which is the figure that runs publish.
  ///
  /// The mean grows with the mean of the logarithm, which is found by halving an interval until
  /// nothing lies between its ends.
  ///
  /// - Precondition: the mean is positive and below the cap; the deviation is not negative.
  public init(mean: Double, logDeviation: Double, cap: Double) {
    precondition(
      mean > 0 && mean < cap, "a mean of \(mean) cannot be had below a cap of \(cap)")
    var low = ElementaryFunctions.log(mean) - logDeviation * logDeviation / 2 - 1
    var high = ElementaryFunctions.log(cap) + 40 * logDeviation
    var middle = (low + high) / 2
    while low < middle && middle < high {
      let trial = CappedLogNormal(logMean: middle, logDeviation: logDeviation, cap: cap)
      if trial.mean < mean { low = middle } else { high = middle }
      middle = (low + high) / 2
    }
    self.init(logMean: high, logDeviation: logDeviation, cap: cap)
  }

  /// The value that a standard normal deviate stands for.
  public func value(at deviate: Double) -> Double {
    min(cap, ElementaryFunctions.exp(logMean + logDeviation * deviate))
  }

  /// The share of values at the cap.
  public var shareAtCap: Double { 1 - ElementaryFunctions.normalCumulative(capDeviate) }

  /// The mean, cap included.
  public var mean: Double {
    guard logDeviation > 0 else { return value(at: 0) }
    let uncut = ElementaryFunctions.exp(logMean + logDeviation * logDeviation / 2)
    // What lies below the cap, whose share may be too small for the mean of the uncut to be finite.
    let below = ElementaryFunctions.normalCumulative(capDeviate - logDeviation)
    return (below > 0 ? uncut * below : 0) + cap * shareAtCap
  }

  private var capDeviate: Double {
    let distance = ElementaryFunctions.log(cap) - logMean
    guard logDeviation > 0 else { return distance > 0 ? .infinity : -.infinity }
    return distance / logDeviation
  }
}
