import Specification

extension CaseModels {
  /// Models whose layers mix tokens by attention here and by a running state there.
  ///
  /// A layer is a feed-forward block with what mixes tokens before it. Nemotron's mixers and blocks are
  /// layers of their own; each block is one here, and the mixers are spread over them. Gates on the output
  /// of attention are left out.
  static let hybrids: [Entry] = [
    Entry(keys: ["qwen3next80b", "qwen3next"], model: .qwen3Next),
    mixture(
      ["qwen35397b"], 60, 4096, 32, 2, 256, routed: 512, active: 10, shared: 1, width: 1024,
      vocabulary: 248_320, prediction: 1, state: delta(45, 15, heads: 64)),
    mixture(
      ["qwen35122b"], 48, 3072, 32, 2, 256, routed: 256, active: 8, shared: 1, width: 1024,
      vocabulary: 248_320, prediction: 1, state: delta(36, 12, heads: 64)),
    mixture(
      ["qwen3535b", "qwen3635b"], 40, 2048, 16, 2, 256, routed: 256, active: 8, shared: 1,
      width: 512, vocabulary: 248_320, prediction: 1, state: delta(30, 10, heads: 32)),
    dense(
      ["qwen3527b", "qwen3627b"], 64, 5120, 24, 4, 256, 17_408, 248_320,
      state: delta(48, 16, heads: 48)),
    dense(["qwen359b"], 32, 4096, 16, 4, 256, 12_288, 248_320, state: delta(24, 8, heads: 32)),
    dense(
      ["qwen354b"], 32, 2560, 16, 4, 256, 9216, 248_320, ties: true,
      state: delta(24, 8, heads: 32)),
    Entry(
      keys: ["nemotron3super", "nemotronsuper120b", "nemotron3super120b"], model: .nemotron3Super),
    mixture(
      ["nemotron3nano", "nemotronnano30b", "nemotron330b"], 23, 2688, 32, 2, 128, routed: 128,
      active: 6, shared: 2, width: 1856, vocabulary: 131_072, matrices: 2,
      state: selective(23, 6, heads: 64)),
    dense(
      ["nemotronh8b", "nemotronh8"], 24, 4096, 32, 8, 128, 21_504, 131_072, matrices: 2,
      state: selective(24, 4, heads: 128)),
    dense(
      ["nemotronh47b"], 45, 8192, 64, 8, 128, 30_720, 131_072, matrices: 2,
      state: selective(44, 9, heads: 256, key: 256)),
    dense(
      ["nemotronh56b", "nemotronh56"], 54, 8192, 64, 8, 128, 32_768, 131_072, matrices: 2,
      state: selective(54, 10, heads: 256, key: 256)),
    dense(
      ["nemotronnano9b", "nemotronnanov2", "nemotron2nano"], 25, 4480, 40, 8, 128, 15_680, 131_072,
      matrices: 2, state: selective(27, 4, heads: 128, width: 80)),
    dense(
      ["nemotronnano12b"], 28, 5120, 40, 8, 128, 20_480, 131_072, matrices: 2,
      state: selective(28, 6, heads: 128, width: 80)),
  ]

  /// Mamba-2 layers beside attention layers, eight groups of keys.
  private static func selective(
    _ layers: Int, _ attention: Int, heads: Int, width: Int = 64, key: Int = 128
  ) -> StateMixers {
    StateMixers(
      rule: .selective, layers: layers, attentionLayers: attention, heads: heads,
      headDimension: width, groups: 8, stateDimension: key)
  }

  /// Gated delta nets beside attention layers, 16 heads of keys.
  private static func delta(_ layers: Int, _ attention: Int, heads: Int) -> StateMixers {
    StateMixers(
      rule: .delta, layers: layers, attentionLayers: attention, heads: heads, headDimension: 128,
      groups: 16, stateDimension: 128)
  }
}
