import Quantities

/// A log-normal length that is cut at a cap, known by its mean after the cut.
struct CutLogNormal {
  private let location: Double
  private let sigma: Double
  private let cap: Double

  init(mean: Double, sigma: Double, cap: Int) {
    self.sigma = sigma
    let limit = Double(max(1, cap))
    self.cap = limit
    let goal = min(max(1, mean), 0.999 * limit)
    var low = -10.0
    var high = 40.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if Self.mean(middle, sigma, limit) < goal { low = middle } else { high = middle }
    }
    location = low
  }

  /// Mean of the cut length: what lies below the cap, and the cap for the rest.
  private static func mean(_ location: Double, _ sigma: Double, _ cap: Double) -> Double {
    let edge = (ElementaryFunctions.log(cap) - location) / sigma
    let below =
      ElementaryFunctions.exp(location + sigma * sigma / 2)
      * ElementaryFunctions.normalCumulative(edge - sigma)
    return below + cap * (1 - ElementaryFunctions.normalCumulative(edge))
  }

  /// Lengths at even quantiles, rising.
  func quantiles(_ count: Int) -> [Int] {
    (0..<count).map { index in
      let share = (Double(index) + 0.5) / Double(count)
      let length = ElementaryFunctions.exp(
        location + sigma * ElementaryFunctions.normalQuantile(share))
      return max(1, Int(min(cap, length)))
    }
  }
}
