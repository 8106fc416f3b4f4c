import Specification

extension CaseModels {
  private static let remembered = Source("published config.json, from memory", .assumed)

  private static func dense(
    _ keys: String..., layers: Int, hidden: Int, heads: Int, keys few: Int? = nil,
    dimension: Int? = nil, width: Int, vocabulary: Int, matrices: Int = 3, ties: Bool = false
  ) -> Entry {
    Entry(
      keys: keys,
      model: Transformer(
        name: keys[0], layers: layers, hidden: hidden, vocabulary: vocabulary,
        attention: .grouped(
          heads: heads, keyValueHeads: few ?? heads, headDimension: dimension ?? hidden / heads),
        denseIntermediate: width, experts: nil, feedForwardMatrices: matrices,
        tiesEmbeddings: ties, source: remembered))
  }

  private static func mixture(
    _ keys: String..., layers: Int, hidden: Int, heads: Int, keys few: Int, dimension: Int,
    routed: Int, active: Int, shared: Int = 0, width: Int, dense: Int = 0, first: Int = 0,
    vocabulary: Int
  ) -> Entry {
    Entry(
      keys: keys,
      model: Transformer(
        name: keys[0], layers: layers, hidden: hidden, vocabulary: vocabulary,
        attention: .grouped(heads: heads, keyValueHeads: few, headDimension: dimension),
        denseIntermediate: dense,
        experts: Experts(
          routed: routed, shared: shared, active: active, intermediate: width, firstLayer: first),
        source: remembered))
  }

  private static func mpt(_ size: String, _ layers: Int, _ hidden: Int, _ heads: Int) -> Entry {
    dense(
      "mpt\(size)", layers: layers, hidden: hidden, heads: heads, width: 4 * hidden,
      vocabulary: 50_368, matrices: 2, ties: true)
  }

  private static let latentV2 = Transformer(
    name: "deepseek-v2", layers: 60, hidden: 5120, vocabulary: 102_400,
    attention: .latent(
      heads: 128, queryRank: 1536, keyValueRank: 512, nopeDimension: 128, ropeDimension: 64,
      valueDimension: 128),
    denseIntermediate: 12_288,
    experts: Experts(routed: 160, shared: 2, active: 6, intermediate: 1536, firstLayer: 1),
    source: remembered)

  /// Shapes by the beginnings of their names, letters and digits only; the first that fits counts.
  static let catalogue: [Entry] = [
    mpt("125m", 12, 768, 12), mpt("350m", 24, 1024, 16), mpt("760m", 24, 1536, 12),
    mpt("1b", 24, 2048, 16), mpt("3b", 32, 2560, 20), mpt("7b", 32, 4096, 32),
    mpt("13b", 40, 5120, 40), mpt("30b", 48, 7168, 56), mpt("70b", 80, 8192, 64),
    Entry(keys: ["deepseekv2"], model: latentV2),
    Entry(keys: ["deepseekv3", "deepseekr1"], model: .deepSeekR1),
    Entry(keys: ["kimik2"], model: .kimiK2), Entry(keys: ["panguultramoe"], model: .panguUltraMoE),
    mixture(
      "qwen3235b", layers: 94, hidden: 4096, heads: 64, keys: 4, dimension: 128, routed: 128,
      active: 8, width: 1536, vocabulary: 151_936),
    mixture(
      "qwen330b", layers: 48, hidden: 2048, heads: 32, keys: 4, dimension: 128, routed: 128,
      active: 8, width: 768, vocabulary: 151_936),
    mixture(
      "mixtral8x7b", layers: 32, hidden: 4096, heads: 32, keys: 8, dimension: 128, routed: 8,
      active: 2, width: 14_336, vocabulary: 32_000),
    mixture(
      "mixtral8x22b", layers: 56, hidden: 6144, heads: 48, keys: 8, dimension: 128, routed: 8,
      active: 2, width: 16_384, vocabulary: 32_768),
    mixture(
      "gptoss120b", layers: 36, hidden: 2880, heads: 64, keys: 8, dimension: 64, routed: 128,
      active: 4, width: 2880, vocabulary: 201_088),
    mixture(
      "gptoss20b", layers: 24, hidden: 2880, heads: 64, keys: 8, dimension: 64, routed: 32,
      active: 4, width: 2880, vocabulary: 201_088),
    mixture(
      "glm4.5air", layers: 46, hidden: 4096, heads: 96, keys: 8, dimension: 128, routed: 128,
      active: 8, shared: 1, width: 1408, dense: 10_944, first: 1, vocabulary: 151_552),
    mixture(
      "minimaxm2", "minimaxaiminimaxm2", layers: 62, hidden: 3072, heads: 48, keys: 8,
      dimension: 128, routed: 256, active: 8, width: 1536, vocabulary: 200_064),
    dense(
      "llama3.1405b", "llama3405b", layers: 126, hidden: 16_384, heads: 128, keys: 8,
      width: 53_248, vocabulary: 128_256),
    dense(
      "llama370b", "llama3.170b", "llama3.370b", layers: 80, hidden: 8192, heads: 64, keys: 8,
      width: 28_672, vocabulary: 128_256),
    dense(
      "llama38b", "llama3.18b", layers: 32, hidden: 4096, heads: 32, keys: 8, width: 14_336,
      vocabulary: 128_256),
    dense(
      "llama3.23b", layers: 28, hidden: 3072, heads: 24, keys: 8, dimension: 128, width: 8192,
      vocabulary: 128_256, ties: true),
    dense(
      "llama3.21b", layers: 16, hidden: 2048, heads: 32, keys: 8, dimension: 64, width: 8192,
      vocabulary: 128_256, ties: true),
    dense(
      "llama270b", layers: 80, hidden: 8192, heads: 64, keys: 8, width: 28_672, vocabulary: 32_000),
    dense(
      "llama234b", layers: 48, hidden: 8192, heads: 64, keys: 8, width: 22_016, vocabulary: 32_000),
    dense(
      "llama213b", "llama13b", layers: 40, hidden: 5120, heads: 40, width: 13_824,
      vocabulary: 32_000),
    dense(
      "llama27b", "llama7b", layers: 32, hidden: 4096, heads: 32, width: 11_008, vocabulary: 32_000),
    dense(
      "llama65b", "internlm65b", layers: 80, hidden: 8192, heads: 64, width: 22_016,
      vocabulary: 32_000),
    dense("qwen7b", layers: 32, hidden: 4096, heads: 32, width: 11_008, vocabulary: 151_936),
    dense("qwen14b", layers: 40, hidden: 5120, heads: 40, width: 13_696, vocabulary: 151_936),
    dense("qwen72b", layers: 80, hidden: 8192, heads: 64, width: 24_576, vocabulary: 151_936),
    dense(
      "qwen2.572b", "qwen272b", layers: 80, hidden: 8192, heads: 64, keys: 8, width: 29_568,
      vocabulary: 152_064),
    dense(
      "qwen2.532b", layers: 64, hidden: 5120, heads: 40, keys: 8, width: 27_648,
      vocabulary: 152_064),
    dense(
      "qwen2.514b", layers: 48, hidden: 5120, heads: 40, keys: 8, width: 13_824,
      vocabulary: 152_064),
    dense(
      "qwen2.57b", "qwen2.5math7b", layers: 28, hidden: 3584, heads: 28, keys: 4, width: 18_944,
      vocabulary: 152_064),
    dense(
      "qwen332b", layers: 64, hidden: 5120, heads: 64, keys: 8, dimension: 128, width: 25_600,
      vocabulary: 151_936),
    dense(
      "qwen314b", layers: 40, hidden: 5120, heads: 40, keys: 8, dimension: 128, width: 17_408,
      vocabulary: 151_936),
    dense(
      "qwen38b", layers: 36, hidden: 4096, heads: 32, keys: 8, dimension: 128, width: 12_288,
      vocabulary: 151_936),
    dense(
      "qwen34b", layers: 36, hidden: 2560, heads: 32, keys: 8, dimension: 128, width: 9728,
      vocabulary: 151_936, ties: true),
  ]
}
