import Specification

extension CaseModels {
  /// Models whose layers mix tokens by attention here and by a running state there.
  ///
  /// A layer is the mean of all: heads and cached numbers of the attention layers are spread over all
  /// layers, and what the projections of state layers (and their scans, at 3.5 weights for each number of
  /// state, as NVIDIA counts) weigh more stands with the shared expert or the dense block. Nemotron 3's
  /// experts work on a quarter of the hidden width: four of them count as one.
  static let hybrids: [Entry] = [
    mixture(
      ["qwen3next80b", "qwen3next"], 48, 2048, 8, 1, 128, routed: 512, active: 10, shared: 10,
      width: 512, vocabulary: 151_936, prediction: 1),
    // 15 of 60 layers attend, with 32 heads of 256; 45 keep a state of 64 × 128 × 128.
    mixture(
      ["qwen35397b"], 60, 4096, 16, 1, 128, routed: 512, active: 10, shared: 9, width: 1024,
      vocabulary: 248_320, prediction: 1),
    mixture(
      ["qwen35122b"], 48, 3072, 16, 1, 128, routed: 256, active: 8, shared: 9, width: 1024,
      vocabulary: 248_320, prediction: 1),
    mixture(
      ["qwen3535b", "qwen3635b"], 40, 2048, 8, 1, 128, routed: 256, active: 8, shared: 10,
      width: 512, vocabulary: 248_320, prediction: 1),
    dense(["qwen3527b", "qwen3627b"], 64, 5120, 12, 2, 128, 23_703, 248_320),
    dense(["qwen359b"], 32, 4096, 8, 2, 128, 16_853, 248_320),
    // 40 mixtures, 40 state layers of 8,192 × 128, 8 attention layers of 32 heads.
    mixture(
      ["nemotron3super", "nemotronsuper120b", "nemotron3super120b"], 40, 4096, 13, 1, 64,
      routed: 128, active: 6, shared: 7, width: 2688, vocabulary: 131_072, prediction: 2,
      matrices: 2),
    // 23 mixtures, 23 state layers of 4,096 × 128, 6 attention layers of 32 heads.
    mixture(
      ["nemotron3nano", "nemotronnano30b", "nemotron330b"], 23, 2688, 17, 1, 64, routed: 128,
      active: 6, shared: 6, width: 1856, vocabulary: 131_072, matrices: 2),
    dense(["nemotronh8b", "nemotronh8"], 24, 4096, 11, 3, 64, 35_344, 131_072, matrices: 2),
    dense(["nemotronh56b", "nemotronh56"], 54, 8192, 24, 3, 64, 60_386, 131_072, matrices: 2),
  ]
}
