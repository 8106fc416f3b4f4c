import CostModel
import Quantities
import Specification

/// Published machines and models that the tests reckon with.
enum Fixtures {
  static let source = Source("test")

  static let ascend910C = Chip(
    name: "Ascend 910C", diesPerCard: 2, matrix: .tera(376), matrix8Bit: .tera(752),
    vector: .tera(22), memory: .gibi(64), memoryBandwidth: .gigabytesPerSecond(1600),
    power: PowerRange(idle: 200, peak: 900), source: source)

  static func link(_ rate: Double, _ efficiency: Double, _ micro: Double) -> Link {
    Link(
      bandwidth: .gigabytesPerSecond(rate), efficiency: efficiency, latency: .micro(micro),
      source: source)
  }

  static func cloudMatrix(servers: Int, supernodes: Int = 1) -> Cluster {
    Cluster(
      name: "CloudMatrix384", chip: ascend910C, cardsPerServer: 8, serversPerRack: 4,
      serversPerSupernode: servers, supernodes: supernodes, dieToDie: link(270, 0.8, 0.5),
      intraServer: link(196, 0.7, 1.2), interServer: link(196, 0.69, 1.9),
      scaleOut: link(25, 0.8, 5), host: link(40, 0.5, 2))
  }

  static let deepSeek = Transformer(
    name: "deepseek-v3", layers: 61, hidden: 7168, vocabulary: 129280,
    attention: .latent(
      heads: 128, queryRank: 1536, keyValueRank: 512, nopeDimension: 128, ropeDimension: 64,
      valueDimension: 128),
    denseIntermediate: 18432,
    experts: Experts(routed: 256, shared: 1, active: 8, intermediate: 2048, firstLayer: 3),
    predictionLayers: 1, source: source)

  static let qwen235 = Transformer(
    name: "qwen3-235b", layers: 94, hidden: 4096, vocabulary: 151936,
    attention: .grouped(heads: 64, keyValueHeads: 4, headDimension: 128), denseIntermediate: 0,
    experts: Experts(routed: 128, shared: 0, active: 8, intermediate: 1536, firstLayer: 0),
    source: source)

  static let pangu = Transformer(
    name: "pangu-ultra-moe", layers: 61, hidden: 7680, vocabulary: 153_600,
    attention: .latent(
      heads: 128, queryRank: 1536, keyValueRank: 512, nopeDimension: 128, ropeDimension: 64,
      valueDimension: 128),
    denseIntermediate: 18432,
    experts: Experts(routed: 256, shared: 1, active: 8, intermediate: 2048, firstLayer: 3),
    predictionLayers: 1, source: source)

  /// DeepSeek-R1 GRPO on 128 A3 cards (cann-recipes-train 93819a7).
  static let deepSeekRun = Scenario(
    name: "deepseek-r1-a3-128", summary: "", cluster: cloudMatrix(servers: 16), model: deepSeek,
    workload: Workload(
      promptsPerStep: 512, samplesPerPrompt: 16, promptLength: .fixed(78),
      responseLength: .logNormal(
        LogNormalLengths(mean: 1577, sigma: 0.8, cap: 3072, correlation: 0.7)),
      source: source),
    training: TrainingLayout(
      tensor: 4, pipeline: 8, expert: 8, recomputation: .full, swapsOptimizer: true,
      gradients: .bf16, recomputedLayers: 4, layersPerStage: [7, 7, 8, 8, 8, 8, 8, 7]),
    rollout: RolloutLayout(
      tensor: 2, data: 64, expert: 128, maxSamplesPerRank: 64, graphs: .single,
      synchronisation: .device),
    policy: Policy(
      placement: .fused, staleness: 0, dataPath: .controller, balancesExperts: false), seed: 1)

  static let qwenRun = Scenario(
    name: "qwen3-235b-a3-64", summary: "", cluster: cloudMatrix(servers: 8), model: qwen235,
    workload: Workload(
      promptsPerStep: 512, samplesPerPrompt: 16, promptLength: .fixed(74),
      responseLength: .logNormal(
        LogNormalLengths(mean: 7345, sigma: 1, cap: 32768, correlation: 0.7)),
      source: source),
    training: TrainingLayout(
      tensor: 4, pipeline: 4, expert: 32, context: 4, recomputation: .full, swapsOptimizer: true),
    rollout: RolloutLayout(
      tensor: 4, data: 32, expert: 128, maxSamplesPerRank: 128,
      graphs: .buckets([4, 8, 16, 32, 64, 128]), synchronisation: .device),
    policy: Policy(
      placement: .fused, staleness: 0, dataPath: .controller, balancesExperts: false), seed: 1)

  static let panguRun = Scenario(
    name: "pangu-cm384", summary: "", cluster: cloudMatrix(servers: 48), model: pangu,
    workload: Workload(
      promptsPerStep: 512, samplesPerPrompt: 16, promptLength: .fixed(512),
      responseLength: .logNormal(
        LogNormalLengths(mean: 4000, sigma: 1, cap: 16384, correlation: 0.7)),
      source: source),
    training: TrainingLayout(
      tensor: 8, pipeline: 12, expert: 32, recomputation: .selective, swapsOptimizer: true),
    rollout: RolloutLayout(
      tensor: 2, data: 64, expert: 128, maxSamplesPerRank: 128,
      graphs: .buckets([1, 2, 4, 8, 16, 32, 64, 128])),
    policy: Policy(
      placement: .fused, staleness: 0, dataPath: .distributedQueue, balancesExperts: false),
    seed: 1)

  static let runs = [deepSeekRun, qwenRun, panguRun]

  /// Samples of lengths between 1 and the cap, from a small generator of our own.
  static func lengths(_ count: Int, cap: Int, seed: UInt64) -> [Int] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return 1 + Int((state >> 33) % UInt64(cap))
    }
  }

  /// Such samples, spread over the data-parallel ranks of a scenario's training.
  static func sequences(_ scenario: Scenario, count: Int, cap: Int, seed: UInt64) -> [[Int]] {
    let lengths = lengths(count, cap: cap, seed: seed)
    return StepCosts.balanced(lengths, ranks: scenario.trainingData).map { $0.map { lengths[$0] } }
  }
}
