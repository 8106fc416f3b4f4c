import Quantities
import Specification

/// What a step takes in which a replica reads prompts beside decoding (chunked prefill).
public struct MixedStep: Hashable, Sendable {
  /// Everything but attention to what was read.
  public let fixed: Seconds
  /// What each pair of a prompt's tokens that attend to one another adds.
  public let perPair: Seconds

  /// Makes a step; without more, one that takes no time.
  public init(fixed: Seconds = .zero, perPair: Seconds = .zero) {
    self.fixed = fixed
    self.perPair = perPair
  }
}

extension RolloutCosts {
  /// Tokens that a rank works on for one sample in a decode step: more than one with speculation.
  public var decodeRows: Int { 1 + (layout.speculation?.depth ?? 0) }

  /// A step of so many rows of the busiest rank, and of all ranks together.
  ///
  /// All rows, be they a prompt's or a running sample's, go through the same products, so that the
  /// weights are read once; what the running samples' contexts add comes as in decode.
  public func mixedStep(rankRows: Int, replicaRows: Int) -> MixedStep {
    func pass(_ pairs: Double) -> Double {
      prefill(rankTokens: rankRows, rankTokenPairs: pairs, replicaTokens: replicaRows).value
    }
    let pairs = 1e6
    let bare = pass(0)
    return MixedStep(
      fixed: Seconds(bare + engineStep + agreementSeconds),
      perPair: Seconds((pass(pairs) - bare) / pairs))
  }
}
