import Specification

/// How many operators a host issues for the halves of a layer, forward.
struct Operators: Sendable {
  /// Attention with its norm and residual.
  let attention: Double
  /// A dense block with its norm and residual.
  let dense: Double
  /// A mixture of experts with its norm and residual.
  let mixture: Double

  /// What a training framework issues.
  ///
  /// Counted in the forward code of Megatron-Core and MindSpeed: each call that launches a kernel, a
  /// collective or a copy to the host; views and shapes go with them.
  init(training model: Transformer, _ shape: LayerShape) {
    let isFused = shape.fusesOperators
    // Square, mean, root, product and casts, or one.
    let norm = isFused ? 1.0 : 7
    // Cosine and sine, their casts, and the rotation: of halves, products and a sum, or one.
    let rotation = isFused ? 5.0 : 10
    // Gate, its activation and their product, or one.
    let activation = isFused ? 1.0 : 3
    // A buffer and a collective, before products that are divided and after.
    let gather = shape.tensor > 1 ? 2.0 : 0
    // Every further step of the ring: keys and values sent and received (4), halves cut out (3), the
    // core, and the sums so far put together (4).
    let ring = 12 * Double(max(0, shape.context - 1))
    let attends: Double
    switch model.attention {
    case .grouped:
      // One product for all three, their copies (3), core, projection, residual.
      attends = norm + 1 + 3 + 2 * rotation + 3 + 2 * gather + ring
    case .latent(_, let queryRank, _, _, _, _):
      // Products down and up, splits (4), the layer's own table of angles (15), halves brought together
      // (2), joins of rotated and other parts (3), values padded and cut (2), core, projection,
      // residual. The rotated keys are gathered too.
      let (norms, products) = queryRank > 0 ? (3.0, 4.0) : (2.0, 3.0)
      attends =
        norms * norm + products + 4 + 15 + 2 * rotation + 2 + 3 + 2 + 3 + 4 * gather + ring
    }
    // Projection, its parts (4), convolution, the scan's kernels, norm and projection out, residual; by
    // the delta rule gates (4), norms of keys and queries and their copies for each head (4) too.
    let keeps =
      norm + 6 + Scan.launches + norm + 2 + 2 * gather + (model.state?.rule == .delta ? 8 : 0)
    attention = attends * model.attentionShare + keeps * model.stateShare
    // Two products and the residual.
    dense = norm + 2 + activation + 1 + 2 * gather
    // Router: cast, product, scores, choice (2), weights made to add up to one (2), weights and choice
    // spread over experts (4), counts, the loss that balances (8). Exchange prepared: counts summed and
    // cut (5), gathered (2), copied to the host (4), orders of sorting (2). Tokens permuted and back,
    // sent and back with a buffer each (4), sorted by expert and back (4). Experts: two grouped
    // products, activation, weighting. Residual.
    let permutations = isFused ? 2.0 : 12
    // Where groups are chosen before experts, by scores with a bias that follows the load: bias (1),
    // scores of groups (3), their choice (1), the others masked (5), counts kept (2).
    let groups = model.experts.map { $0.groups > 1 } == true ? 12.0 : 0
    let routed = norm + 20 + groups + 13 + permutations + 4 + 4 + 2 + activation + 1 + 1
    // Two products, activation, and the sum with what the others made.
    let shared = 3 + activation + 2 * gather
    mixture = routed + (model.experts.map { $0.shared > 0 } == true ? shared : 0)
  }

  /// What an inference engine issues where prompts are taken in, most of it fused.
  init(engine model: Transformer) {
    switch model.attention {
    case .grouped: attention = 12
    case .latent: attention = 18
    }
    dense = 8
    mixture = 30 + (model.experts.map { $0.shared > 0 } == true ? 8 : 0)
  }
}
