/// How often element-wise operators of a layer go through memory, counted by what they read and write.
enum Sweeps {
  /// Over the hidden state, in both halves of a layer.
  ///
  /// Fused forward: two norms (2 each), rotation of queries and keys (2), two residual additions (3
  /// each). Backward: norms 3 each, rotation 2, residuals 2 each, sums of gradients 3 each. Without
  /// fused operators dropout, rotation, casts and residuals are kernels of their own: about twice.
  static func residual(fused: Bool, backward: Bool) -> Double {
    (backward ? 18 : 12) * (fused ? 1 : 2)
  }

  /// Over the width of a feed-forward block: a gated activation reads two and writes one; backward
  /// reads three and writes two.
  static func activation(fused: Bool, backward: Bool) -> Double {
    (backward ? 5 : 3) * (fused ? 1 : 2)
  }

  /// Over the routed hidden state: tokens are permuted, sorted by expert, sorted back and summed, each
  /// read and written; a fused permutation does two of the four at once.
  static func routing(fused: Bool, backward: Bool) -> Double { fused ? 6 : 12 }

  /// Bytes for each logit.
  ///
  /// Fused: swept in FP32 for the maximum, the sum and the loss; backward written once more. Otherwise
  /// the cast to FP32, maximum, difference, exponential, sum and quotient read and write each for
  /// itself, and so do the gradient and its cast back.
  static func lossBytes(fused: Bool, backward: Bool) -> Double {
    backward ? (fused ? 8 : 16) : (fused ? 16 : 36)
  }
}
