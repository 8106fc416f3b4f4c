import Specification

extension Transformer {
  /// Bytes that one token sends to its experts and back, over all layers and over all dies that hold it.
  ///
  /// Each of the token's active experts gets the hidden vector in the dispatch's format and gives it
  /// back in BF16, as in the fused dispatch and combine of CloudMatrix384 (arXiv 2506.12708, table 7).
  /// Experts that happen to be on the token's own die are counted too: one in `expert` of them.
  public func exchangeBytesPerToken(dispatch: Precision) -> Double {
    guard let experts else { return 0 }
    let perExpert =
      Double(experts.width(hidden: hidden)) * (min(2, dispatch.bytes) + Precision.bf16.bytes)
    return Double(expertLayers * experts.active) * perExpert
  }
}
