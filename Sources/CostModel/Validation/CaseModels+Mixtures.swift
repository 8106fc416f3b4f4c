import Specification

extension CaseModels {
  /// Mixtures of experts with grouped attention, and with latent attention.
  static let mixtures: [Entry] = [
    Entry(keys: ["deepseekv3", "deepseekr1", "deepseek3", "deepseek671b"], model: .deepSeekR1),
    Entry(keys: ["kimik2", "kimi1t"], model: .kimiK2),
    Entry(keys: ["panguultramoe", "pangu718b"], model: .panguUltraMoE),
    mixture(
      ["qwen3235b", "interns1"], 94, 4096, 64, 4, 128, routed: 128, active: 8, width: 1536,
      vocabulary: 151_936),
    mixture(
      ["qwen330b", "qwen3coder30b"], 48, 2048, 32, 4, 128, routed: 128, active: 8, width: 768,
      vocabulary: 151_936),
    mixture(
      ["qwen3480b"], 62, 6144, 96, 8, 128, routed: 160, active: 8, width: 2560, vocabulary: 151_936),
    mixture(
      ["qwen257ba14b", "qwen2moe57b"], 28, 3584, 28, 4, 128, routed: 64, active: 8, shared: 8,
      width: 2560, vocabulary: 151_936),
    mixture(
      ["qwen15moea27b", "qwenmoea27b"], 24, 2048, 16, 16, 128, routed: 60, active: 4, shared: 4,
      width: 1408, vocabulary: 151_936),
    mixture(
      ["mixtral8x7b"], 32, 4096, 32, 8, 128, routed: 8, active: 2, width: 14_336, vocabulary: 32_000
    ),
    mixture(
      ["mixtral8x22b"], 56, 6144, 48, 8, 128, routed: 8, active: 2, width: 16_384,
      vocabulary: 32_768),
    mixture(
      ["gptoss120b", "gptoss"], 36, 2880, 64, 8, 64, routed: 128, active: 4, width: 2880,
      vocabulary: 201_088),
    mixture(
      ["gptoss20b"], 24, 2880, 64, 8, 64, routed: 32, active: 4, width: 2880, vocabulary: 201_088),
    mixture(
      ["glm45air", "glm46air", "glm45v", "glm46v", "glm106b"], 46, 4096, 96, 8, 128, routed: 128,
      active: 8, shared: 1,
      width: 1408, dense: 10_944, first: 1, vocabulary: 151_552),
    mixture(
      ["glm45", "glm46", "glm47", "glm355b"], 92, 5120, 96, 8, 128, routed: 160, active: 8,
      shared: 1, width: 1536, dense: 12_288, first: 3, vocabulary: 151_552),
    mixture(
      ["minimaxm2", "minimax27", "minimax25"], 62, 3072, 48, 8, 128, routed: 256, active: 8,
      width: 1536, vocabulary: 200_064),
    mixture(
      ["deepseekmoe16b", "deepseek16b"], 28, 2048, 16, 16, 128, routed: 64, active: 6, shared: 2,
      width: 1408,
      dense: 10_944, first: 1, vocabulary: 102_400),
    mixture(
      ["llama4scout", "scout"], 48, 5120, 40, 8, 128, routed: 16, active: 1, shared: 1, width: 8192,
      vocabulary: 202_048),
    mixture(
      ["llama4maverick", "maverick"], 48, 5120, 40, 8, 128, routed: 128, active: 1, shared: 1,
      width: 8192, dense: 16_384, first: 24, vocabulary: 202_048),
    mixture(
      ["phi35moe"], 32, 4096, 32, 8, 128, routed: 16, active: 2, width: 6400, vocabulary: 32_064),
    mixture(
      ["grok1", "grok314b"], 64, 6144, 48, 8, 128, routed: 8, active: 2, width: 32_768,
      vocabulary: 131_072),
    mixture(
      ["minicpmmoe"], 40, 2304, 36, 36, 64, routed: 8, active: 2, width: 5760, vocabulary: 122_753),
    mixture(
      ["dbrx"], 40, 6144, 48, 8, 128, routed: 16, active: 4, width: 10_752, vocabulary: 100_352),
    mixture(
      ["hunyuanlarge"], 64, 6400, 80, 8, 128, routed: 16, active: 1, shared: 1, width: 18_304,
      vocabulary: 128_512),
    mixture(
      ["hunyuana13b"], 32, 4096, 32, 8, 128, routed: 64, active: 8, shared: 1, width: 3072,
      vocabulary: 128_167),
    mixture(
      ["ernie45300b", "ernie300b"], 54, 8192, 64, 8, 128, routed: 64, active: 8, width: 3584,
      dense: 28_672, first: 3, vocabulary: 103_424),
    mixture(
      ["dots1", "dotsllm1"], 62, 4096, 32, 32, 128, routed: 128, active: 6, shared: 2, width: 1408,
      dense: 10_944, first: 1, vocabulary: 152_064),
    mixture(
      ["pangupromoe", "pangupro"], 48, 5120, 40, 8, 128, routed: 64, active: 8, shared: 4,
      width: 1344, vocabulary: 153_376),
    mixture(
      ["olmoe1b7b", "olmoe"], 16, 2048, 16, 16, 128, routed: 64, active: 8, width: 1024,
      vocabulary: 50_304),
    mixture(
      ["ernie4521b"], 28, 2560, 20, 4, 128, routed: 64, active: 6, shared: 2, width: 1536,
      dense: 12_288, first: 1, vocabulary: 103_424),
    mixture(
      ["lingmini2", "ringmini2", "lingmini16b", "ling16b"], 20, 2048, 16, 4, 128, routed: 256,
      active: 8, shared: 1, width: 512, dense: 5120, first: 1, vocabulary: 157_184),
    mixture(
      ["lingflash2", "ringflash2", "lingflash"], 32, 4096, 32, 4, 128, routed: 256, active: 8,
      shared: 1, width: 1024, dense: 9216, first: 1, vocabulary: 157_184),
    mixture(
      ["ling1t", "ring1t"], 80, 8192, 64, 8, 128, routed: 256, active: 8, shared: 1, width: 2048,
      dense: 18_432, first: 4, vocabulary: 157_184),
    latent(
      ["glm47flash"], 47, 2048, [20, 768, 512, 192, 64, 256], routed: 64, active: 4, shared: 1,
      width: 1536, dense: 10_240, first: 1, vocabulary: 154_880, prediction: 0),
    latent(
      ["deepseekv2", "deepseek2"], 60, 5120, [128, 1536, 512, 128, 64, 128], routed: 160, active: 6,
      shared: 2, width: 1536, dense: 12_288, first: 1, vocabulary: 102_400, prediction: 0),
    latent(
      ["deepseekv2lite", "deepseekcoderv2lite"], 27, 2048, [16, 0, 512, 128, 64, 128], routed: 64,
      active: 6, shared: 2, width: 1408, dense: 10_944, first: 1, vocabulary: 102_400, prediction: 0
    ),
    latent(
      ["moonlight"], 27, 2048, [16, 0, 512, 128, 64, 128], routed: 64, active: 6, shared: 2,
      width: 1408, dense: 11_264, first: 1, vocabulary: 163_840, prediction: 0),
    latent(
      ["glm5"], 78, 6144, [64, 2048, 512, 192, 64, 256], routed: 256, active: 8, shared: 1,
      width: 2048, dense: 12_288, first: 3, vocabulary: 154_880, prediction: 1),
    latent(
      ["mistrallarge3"], 61, 7168, [128, 1536, 512, 128, 64, 128], routed: 128, active: 4,
      shared: 1, width: 4096, dense: 16_384, first: 3, vocabulary: 131_072, prediction: 0),
  ]
}
