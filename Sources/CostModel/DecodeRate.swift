import Quantities

/// How fast a replica decodes with so many samples running.
public struct DecodeRate: Sendable {
  /// One decode step, context left out.
  public let fixed: Seconds
  /// What each token of context on the busiest rank adds.
  public let perContextToken: Seconds
  /// Tokens that each sample gains in a step: more than one with speculation.
  public let tokensPerStep: Double
  let breakdown: Breakdown
  let agreement: Double

  /// One step with so many tokens of context on the busiest rank.
  public func step(contextTokens: Double) -> Seconds {
    fixed + perContextToken * contextTokens
  }

  /// What a step is made of; adds up to `step(contextTokens:)`.
  public func terms(contextTokens: Double) -> [CostTerm] {
    var sum = breakdown
    sum[.attention] += perContextToken.value * contextTokens
    return sum.terms + [
      CostTerm(
        name: "agreement between ranks", seconds: Seconds(agreement),
        source: Calibration.hostAgreement.source)
    ]
  }
}
