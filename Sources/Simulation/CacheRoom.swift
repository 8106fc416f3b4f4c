import CostModel
import Specification

/// How much one data-parallel rank can run at a time.
struct CacheRoom: Hashable, Sendable {
  /// Samples in a batch.
  var samples: Int
  /// Tokens that the KV cache holds, in whole blocks.
  var tokens: Int
  /// Tokens of a block.
  var block: Int

  /// Whether so many samples with so many tokens fit.
  ///
  /// The last block of each sample counts as full.
  func holds(tokens: Double, samples: Int) -> Bool {
    tokens + Double(samples * block) <= Double(self.tokens)
  }

  /// Tokens by which so many samples can still grow.
  func freeTokens(beside tokens: Double, samples: Int) -> Double {
    Double(self.tokens) - Double(samples * block) - tokens
  }
}

extension CacheRoom {
  /// What a rank of a scenario's replicas can run.
  init(_ costs: StepCosts) {
    samples = costs.scenario.rollout.maxSamplesPerRank
    tokens = costs.cacheTokensPerRank
    block = costs.scenario.rollout.blockTokens
  }
}
