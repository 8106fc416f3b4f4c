import Quantities
import Specification

extension Attention {
  /// Weights of one layer's attention, by how tensor parallelism treats them.
  func weights(hidden: Int) -> (divided: Int, repeated: Int) {
    switch self {
    case .grouped(let heads, let keyValueHeads, let dimension):
      return (hidden * dimension * (2 * heads + 2 * keyValueHeads), 0)
    case .latent(let heads, let queryRank, let keyValueRank, let nope, let rope, let value):
      let query = queryRank > 0 ? queryRank : hidden
      let down = (queryRank > 0 ? hidden * queryRank : 0) + hidden * (keyValueRank + rope)
      let up = query * heads * (nope + rope) + keyValueRank * heads * (nope + value)
      let norms = queryRank + keyValueRank
      return (up + heads * value * hidden, down + norms)
    }
  }

  /// Heads that queries have.
  var heads: Int {
    switch self {
    case .grouped(let heads, _, _), .latent(let heads, _, _, _, _, _): heads
    }
  }

  /// Width of one head in the products with keys and with values, both.
  var coreWidth: Int {
    switch self {
    case .grouped(_, _, let dimension): 2 * dimension
    case .latent(_, _, _, let nope, let rope, let value): nope + rope + value
    }
  }

  /// Numbers that one token keeps in the cache of one layer.
  var cachedNumbers: Int {
    switch self {
    case .grouped(_, let keyValueHeads, let dimension): 2 * keyValueHeads * dimension
    case .latent(_, _, let keyValueRank, _, let rope, _): keyValueRank + rope
    }
  }
}

extension Transformer {
  /// Weights of the attention of one layer that attends.
  public var attentionParameters: Int {
    let weights = attention.weights(hidden: hidden)
    return weights.divided + weights.repeated
  }

  /// Layers that attend, for each layer.
  var attentionShare: Double { Double(attentionLayers) / Double(max(1, layers)) }

  /// Layers with a state, for each layer.
  var stateShare: Double { Double(state?.layers ?? 0) / Double(max(1, layers)) }

  /// Weights of one dense feed-forward block.
  public var denseParameters: Int { feedForwardMatrices * hidden * denseIntermediate }

  /// Weights of one routed expert.
  public var expertParameters: Int {
    experts.map { feedForwardMatrices * $0.width(hidden: hidden) * $0.intermediate } ?? 0
  }

  /// Weights of one layer's shared experts, and of the projections to and from the width that routed
  /// ones work on.
  var sharedParameters: Int {
    experts.map {
      feedForwardMatrices * hidden * $0.intermediate * $0.shared + 2 * hidden * $0.latent
    } ?? 0
  }

  /// Weights of what mixes tokens in one layer: attention, a state, or the mean of both.
  var mixerParameters: Double { Double(mixersParameters) / Double(max(1, layers)) }

  /// The same of all layers.
  private var mixersParameters: Int {
    attentionLayers * attentionParameters
      + (state.map { $0.layers * $0.parameters(hidden: hidden) } ?? 0)
  }

  /// Weights of one layer's norms and router.
  func smallParameters(mixture: Bool) -> Int {
    2 * hidden + (mixture ? hidden * (experts?.routed ?? 0) : 0)
  }

  /// Weights of one layer's feed-forward block, norms and router, all experts counted.
  private func blockParameters(mixture: Bool) -> Int {
    let block: Int =
      if mixture, let experts {
        experts.routed * expertParameters + sharedParameters
      } else { denseParameters }
    return smallParameters(mixture: mixture) + block
  }

  /// Weights of one layer that attends, all experts counted.
  public func layerParameters(mixture: Bool) -> Int {
    attentionParameters + blockParameters(mixture: mixture)
  }

  /// Weights of the input embedding; as many has the head that does not share them.
  public var embeddingParameters: Int { vocabulary * hidden }

  /// All weights, without layers for multi-token prediction, as models are named after.
  public var parameters: Int {
    mixersParameters + denseLayers * blockParameters(mixture: false)
      + expertLayers * blockParameters(mixture: true)
      + embeddingParameters * (tiesEmbeddings ? 1 : 2) + hidden
  }

  /// Weights that one token passes through in products: the head counted, the input embedding not.
  public var activeParameters: Int {
    mixersParameters + denseLayers * denseParameters + expertLayers * activeBlockParameters
      + embeddingParameters
  }

  /// Weights of a mixture that one token passes through.
  private var activeBlockParameters: Int {
    experts.map { $0.active * expertParameters + sharedParameters } ?? 0
  }

  /// Bytes that one token keeps in the cache, over all layers.
  public func cacheBytes(_ precision: Precision) -> Double {
    Double(attention.cachedNumbers * attentionLayers) * precision.bytes
  }
}

extension Transformer {
  /// How attention's work is counted.
  public enum AttentionCount: Sendable {
    /// Half of the square: what a causal kernel does.
    case causal
    /// The whole square, as Pangu's published MFU counts.
    case full
  }

  /// Work to train on one token of a sequence: forward and backward, nothing made again.
  ///
  /// 6 for each weight that a token uses (the head counted, the input embedding and the router not)
  /// and the attention's core.
  public func trainingFLOPs(
    sequence: Double, counting count: AttentionCount = .causal, prediction: Bool = false
  ) -> Double {
    let core = Double(attentionLayers * attention.heads * attention.coreWidth) * sequence
    let extra = prediction ? Double(predictionLayers) * predictionShare(sequence, count) : 0
    return 6 * (Double(activeParameters) + scanned) + core * (count == .causal ? 3 : 6) + extra
  }

  /// What the states of all layers count as, in weights: 3.5 for each number of a state, and 4 by the
  /// delta rule, as Megatron-Core counts.
  private var scanned: Double {
    state.map {
      Double($0.layers * $0.width * $0.stateDimension) * ($0.rule == .delta ? 4 : 3.5)
    } ?? 0
  }

  private func predictionShare(_ sequence: Double, _ count: AttentionCount) -> Double {
    let mixture = experts == nil ? denseParameters : activeBlockParameters
    let core = Double(attention.heads * attention.coreWidth) * sequence
    let weights = attentionParameters + mixture + embeddingParameters + 2 * hidden * hidden
    return 6 * Double(weights) + core * (count == .causal ? 3 : 6)
  }
}
