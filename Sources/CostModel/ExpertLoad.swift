import Quantities
import Specification

/// How unevenly routing loads the ranks that hold a layer's experts.
///
/// An expert's popularity has a standard deviation of `spread` means. A rank with several experts
/// averages them; the layer goes on when the busiest of all ranks is done, so what counts is the
/// expected maximum over the ranks. Chance adds to it where few tokens are routed.
struct ExpertLoad: Sendable {
  /// Standard deviation of an expert's popularity over its mean.
  let spread: Double
  /// Experts of one rank.
  let expertsPerRank: Double
  /// Ranks that share the experts.
  let ranks: Int

  private let expectedMaximum: Double

  init(spread: Double, experts: Double, ranks: Int) {
    self.spread = spread
    self.ranks = ranks
    expertsPerRank = experts / Double(ranks)
    expectedMaximum =
      ranks > 1 ? ElementaryFunctions.normalQuantile(1 - 1 / (Double(ranks) + 1)) : 0
  }

  /// The busiest rank's load over the mean, when `assignments` tokens go to experts in all.
  func slowest(assignments: Double) -> Double {
    guard ranks > 1, assignments > 0 else { return 1 }
    let perRank = assignments / Double(ranks)
    let systematic = spread * spread / max(expertsPerRank, 1)
    let chance = 1 / max(perRank, 1)
    let factor = 1 + expectedMaximum * (systematic + (spread > 0 ? chance : 0)).squareRoot()
    return min(factor, Double(ranks))
  }

  /// Experts of a rank that at least one of `assignments` tokens goes to, expected.
  func distinct(assignments: Double) -> Double {
    let experts = expertsPerRank * Double(ranks)
    guard assignments > 0, experts > 1 else { return assignments > 0 ? expertsPerRank : 0 }
    let missed = ElementaryFunctions.exp(
      assignments * ElementaryFunctions.logOnePlus(-1 / experts))
    return expertsPerRank * (1 - missed)
  }
}
