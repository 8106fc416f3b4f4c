import Quantities
import Specification

/// Memory of a die while it rolls out.
public struct RolloutMemory: Hashable, Sendable {
  /// Weights in the format that inference uses.
  public var weights: Bytes
  /// What is left for the cache; negative where even the weights do not fit.
  public var cache: Bytes
  /// Activations of a prefill chunk, communication buffers, allocator slack.
  public var workspace: Bytes
}

extension RolloutCosts {
  /// Bytes that one token keeps on each die of a rank.
  public var cacheBytesPerToken: Double {
    let perLayer: Double =
      switch model.attention {
      case .grouped(_, let keyValueHeads, let dimension):
        2 * max(1, Double(keyValueHeads) / Double(layout.tensor)) * Double(dimension)
      case .latent(_, _, let keyValueRank, _, let rope, _): Double(keyValueRank + rope)
      }
    return perLayer * Double(model.attentionLayers) / Double(layout.pipeline) * layout.cache.bytes
  }

  /// Bytes of the weights on one die.
  var weightBytes: Double {
    let experts = localExperts
    return (localWeights - experts) * kernels.operandBytes + experts * expertKernels.operandBytes
  }

  /// Weights of routed experts on one die.
  private var localExperts: Double {
    guard let experts = model.experts else { return 0 }
    // Without expert parallelism each expert is divided as dense blocks are.
    let held =
      layout.expert > 1
      ? Double(experts.routed + layout.redundantExperts) / Double(layout.expert)
      : Double(experts.routed) / Double(layout.tensor)
    return Double(model.expertLayers) * Double(model.expertParameters) * held
      / Double(layout.pipeline)
  }

  /// Weights on one die.
  var localWeights: Double {
    let tensor = Double(layout.tensor)
    let attention = model.attention.weights(hidden: model.hidden)
    var sum =
      Double(model.attentionLayers)
      * (Double(attention.divided) / tensor
        + Double(attention.repeated))
    if let state = model.state {
      sum += Double(state.layers * state.parameters(hidden: model.hidden)) / tensor
    }
    sum += Double(model.denseLayers) * Double(model.denseParameters) / tensor
    if model.experts != nil {
      sum +=
        Double(model.expertLayers)
        * (Double(model.sharedParameters) / tensor + Double(model.smallParameters(mixture: true)))
    }
    let embeddings = Double(model.embeddingParameters * (model.tiesEmbeddings ? 1 : 2)) / tensor
    return sum / Double(layout.pipeline) + localExperts + embeddings
  }

  /// Memory of a die.
  public var memory: RolloutMemory {
    let weights = weightBytes
    let usable = Double(cluster.chip.memory.count) * layout.memoryShare
    let workspace = Calibration.workspace.value
    let room = usable - weights - workspace - Double(resident.count)
    return RolloutMemory(
      weights: Bytes(rounding: weights), cache: Bytes(rounding: room),
      workspace: Bytes(rounding: workspace))
  }

  /// Tokens that one data-parallel rank can keep in its cache, in whole blocks.
  public var cacheTokensPerRank: Int {
    let free = Double(memory.cache.count)
    let block = max(1, layout.blockTokens)
    guard free > 0, cacheBytesPerToken > 0 else { return 0 }
    return Int(free / cacheBytesPerToken) / block * block
  }
}
