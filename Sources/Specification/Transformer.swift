/// The shape of a language model: all that decides its parameters, work and memory.
public struct Transformer: Hashable, Sendable {
  /// The name, as in "pangu-ultra-moe-718b".
  public var name: String
  /// Transformer layers, without multi-token-prediction layers.
  public var layers: Int
  /// Width of the residual stream.
  public var hidden: Int
  /// Size of the vocabulary.
  public var vocabulary: Int
  /// How attention is made, where a layer attends.
  public var attention: Attention
  /// Width of a dense feed-forward block; 0 where every layer is a mixture of experts.
  public var denseIntermediate: Int
  /// The mixture of experts; `nil` for a dense model.
  public var experts: Experts?
  /// Matrices of a feed-forward block: 3 when gated (SwiGLU), 2 when not.
  public var feedForwardMatrices: Int
  /// Multi-token-prediction layers.
  public var predictionLayers: Int
  /// Whether the output head shares the input embedding's weights.
  public var tiesEmbeddings: Bool
  /// Layers that keep a running state instead of attending; `nil` where all attend.
  public var state: StateMixers?
  /// Where the shape comes from.
  public var source: Source

  /// Makes a model shape.
  public init(
    name: String, layers: Int, hidden: Int, vocabulary: Int, attention: Attention,
    denseIntermediate: Int, experts: Experts?, feedForwardMatrices: Int = 3,
    predictionLayers: Int = 0, tiesEmbeddings: Bool = false, state: StateMixers? = nil,
    source: Source
  ) {
    self.name = name
    self.layers = layers
    self.hidden = hidden
    self.vocabulary = vocabulary
    self.attention = attention
    self.denseIntermediate = denseIntermediate
    self.experts = experts
    self.feedForwardMatrices = feedForwardMatrices
    self.predictionLayers = predictionLayers
    self.tiesEmbeddings = tiesEmbeddings
    self.state = state
    self.source = source
  }

  /// Layers whose feed-forward block is dense: the first ones.
  public var denseLayers: Int { experts.map { min($0.firstLayer, layers) } ?? layers }
  /// Layers whose feed-forward block is a mixture of experts.
  public var expertLayers: Int { layers - denseLayers }
  /// Layers that attend.
  public var attentionLayers: Int { state?.attentionLayers ?? layers }
}

/// How a model attends.
public enum Attention: Hashable, Sendable {
  /// Grouped-query attention; multi-head when there are as many key-value heads as heads.
  case grouped(heads: Int, keyValueHeads: Int, headDimension: Int)
  /// Multi-head latent attention (DeepSeek-V2): keys and values are read from one latent vector a token.
  case latent(
    heads: Int, queryRank: Int, keyValueRank: Int, nopeDimension: Int, ropeDimension: Int,
    valueDimension: Int)
}

/// A mixture of experts.
public struct Experts: Hashable, Sendable {
  /// Experts that tokens are routed to, per layer.
  public var routed: Int
  /// Experts that every token passes, per layer.
  public var shared: Int
  /// Routed experts that a token passes (top-k).
  public var active: Int
  /// Width of one expert.
  public var intermediate: Int
  /// Index of the first layer that is a mixture; those before it are dense.
  public var firstLayer: Int
  /// Groups that experts stand in; 1 where tokens choose among all.
  public var groups: Int
  /// Groups that a token may choose experts from.
  public var chosenGroups: Int
  /// Width that routed experts work on where a layer projects tokens down for them; 0 where it is the
  /// hidden width.
  public var latent: Int

  /// Makes a mixture.
  public init(
    routed: Int, shared: Int, active: Int, intermediate: Int, firstLayer: Int, groups: Int = 1,
    chosenGroups: Int = 1, latent: Int = 0
  ) {
    self.routed = routed
    self.shared = shared
    self.active = active
    self.intermediate = intermediate
    self.firstLayer = firstLayer
    self.groups = groups
    self.chosenGroups = chosenGroups
    self.latent = latent
  }

  /// Width that routed experts work on in a model of so wide a hidden state.
  public func width(hidden: Int) -> Int { latent > 0 ? latent : hidden }
}
