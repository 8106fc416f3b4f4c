extension Transformer {
  /// All models that can be called by name.
  public static let presets: [Preset<Transformer>] = [
    panguUltraMoE, deepSeekR1, kimiK2, qwen3A22B, qwen3A3B, qwen3Next, nemotron3Super, qwen25B7,
    qwen25B32, llama3B8, llama3B70,
  ].map { Preset($0.name, $0) }

  /// Pangu Ultra MoE: 718 B parameters, 39 B active.
  public static let panguUltraMoE = Transformer(
    name: "pangu-ultra-moe-718b", layers: 61, hidden: 7680, vocabulary: 153_600,
    attention: .deepSeek(heads: 128), denseIntermediate: 18_432,
    experts: Experts(routed: 256, shared: 1, active: 8, intermediate: 2048, firstLayer: 3),
    predictionLayers: 1,
    source: Source("openPangu-Ultra-MoE-718B config.json; shape also in arXiv 2505.04519"))

  /// DeepSeek-R1 (and V3): 671 B parameters, 37 B active.
  public static let deepSeekR1 = Transformer(
    name: "deepseek-r1-671b", layers: 61, hidden: 7168, vocabulary: 129_280,
    attention: .deepSeek(heads: 128), denseIntermediate: 18_432,
    experts: Experts(
      routed: 256, shared: 1, active: 8, intermediate: 2048, firstLayer: 3, groups: 8,
      chosenGroups: 4),
    predictionLayers: 1,
    source: Source("DeepSeek-V3 technical report, arXiv 2412.19437, section 4.2; config.json"))

  /// Kimi K2: 1.04 T parameters, 32 B active.
  public static let kimiK2 = Transformer(
    name: "kimi-k2-1t", layers: 61, hidden: 7168, vocabulary: 163_840,
    attention: .deepSeek(heads: 64), denseIntermediate: 18_432,
    experts: Experts(routed: 384, shared: 1, active: 8, intermediate: 2048, firstLayer: 1),
    source: .remembered("Kimi K2 report, arXiv 2507.20534, and config.json"))

  /// Qwen3-235B-A22B.
  public static let qwen3A22B = Transformer(
    name: "qwen3-235b-a22b", layers: 94, hidden: 4096, vocabulary: 151_936,
    attention: .grouped(heads: 64, keyValueHeads: 4, headDimension: 128), denseIntermediate: 0,
    experts: Experts(routed: 128, shared: 0, active: 8, intermediate: 1536, firstLayer: 0),
    source: .remembered("Qwen3 report, arXiv 2505.09388, and config.json"))

  /// Qwen3-Next-80B-A3B: every fourth layer attends, the others are gated delta nets.
  public static let qwen3Next = Transformer(
    name: "qwen3-next-80b-a3b", layers: 48, hidden: 2048, vocabulary: 151_936,
    attention: .grouped(heads: 16, keyValueHeads: 2, headDimension: 256), denseIntermediate: 0,
    experts: Experts(routed: 512, shared: 1, active: 10, intermediate: 512, firstLayer: 0),
    predictionLayers: 1,
    state: StateMixers(
      rule: .delta, layers: 36, attentionLayers: 12, heads: 32, headDimension: 128, groups: 16,
      stateDimension: 128),
    source: .remembered("Qwen3-Next-80B-A3B config.json"))

  /// Nemotron 3 Super: 120.6 B parameters, 12.7 B active.
  ///
  /// Its 40 mixtures are the layers here; 40 Mamba-2 layers and 8 of attention are spread over them.
  public static let nemotron3Super = Transformer(
    name: "nemotron-3-super-120b", layers: 40, hidden: 4096, vocabulary: 131_072,
    attention: .grouped(heads: 32, keyValueHeads: 2, headDimension: 128), denseIntermediate: 0,
    experts: Experts(
      routed: 512, shared: 2, active: 22, intermediate: 2688, firstLayer: 0, latent: 1024),
    feedForwardMatrices: 2, predictionLayers: 2,
    state: StateMixers(
      rule: .selective, layers: 40, attentionLayers: 8, heads: 128, headDimension: 64, groups: 8,
      stateDimension: 128),
    source: .remembered("Nemotron 3 Super technical report, table of dimensions"))

  /// Qwen3-30B-A3B.
  public static let qwen3A3B = Transformer(
    name: "qwen3-30b-a3b", layers: 48, hidden: 2048, vocabulary: 151_936,
    attention: .grouped(heads: 32, keyValueHeads: 4, headDimension: 128), denseIntermediate: 0,
    experts: Experts(routed: 128, shared: 0, active: 8, intermediate: 768, firstLayer: 0),
    source: .remembered("Qwen3 report, arXiv 2505.09388, and config.json"))

  /// Qwen2.5-7B.
  public static let qwen25B7 = Transformer(
    name: "qwen2.5-7b", layers: 28, hidden: 3584, vocabulary: 152_064,
    attention: .grouped(heads: 28, keyValueHeads: 4, headDimension: 128),
    denseIntermediate: 18_944, experts: nil,
    source: .remembered("Qwen2.5 report, arXiv 2412.15115, and config.json"))

  /// Qwen2.5-32B.
  public static let qwen25B32 = Transformer(
    name: "qwen2.5-32b", layers: 64, hidden: 5120, vocabulary: 152_064,
    attention: .grouped(heads: 40, keyValueHeads: 8, headDimension: 128),
    denseIntermediate: 27_648, experts: nil,
    source: .remembered("Qwen2.5 report, arXiv 2412.15115, and config.json"))

  /// Llama 3 8B.
  public static let llama3B8 = Transformer(
    name: "llama3-8b", layers: 32, hidden: 4096, vocabulary: 128_256,
    attention: .grouped(heads: 32, keyValueHeads: 8, headDimension: 128),
    denseIntermediate: 14_336, experts: nil,
    source: .remembered("Llama 3 report, arXiv 2407.21783, table 3"))

  /// Llama 3 70B.
  public static let llama3B70 = Transformer(
    name: "llama3-70b", layers: 80, hidden: 8192, vocabulary: 128_256,
    attention: .grouped(heads: 64, keyValueHeads: 8, headDimension: 128),
    denseIntermediate: 28_672, experts: nil,
    source: .remembered("Llama 3 report, arXiv 2407.21783, table 3"))
}

extension Attention {
  /// Latent attention with the ranks and widths that DeepSeek-V2 set and its heirs kept.
  fileprivate static func deepSeek(heads: Int) -> Attention {
    .latent(
      heads: heads, queryRank: 1536, keyValueRank: 512, nopeDimension: 128, ropeDimension: 64,
      valueDimension: 128)
  }
}
