import Quantities

extension Scenario {
  /// All scenarios that can be called by name; the first is the default.
  public static let presets: [Preset<Scenario>] = [
    panguCM384, panguCM384x4, deepSeekR1A3, qwen3A3, serveCM384,
  ].map { Preset($0.name, $0) }

  /// Pangu Ultra MoE in GRPO on one CloudMatrix384: what `tandem` opens with.
  ///
  /// Batch, lengths and layouts of Huawei's own run are not published. The lengths follow from "one
  /// advanced problem every 2 s" at 35 K tokens a second. The batch gives each die the 32 samples that
  /// DeepSeek-R1's published run on the same machine gives it (8,192 on 256 dies, cann-recipes-train);
  /// with much fewer a step is as long as its longest sample, whatever the machine. Micro-batches are of
  /// one sequence, as in that run; the layouts fit 768 dies and halves of them.
  public static let panguCM384 = Scenario(
    name: "pangu-cm384",
    summary: "Pangu Ultra MoE 718B, GRPO 1536 × 16, RL Fusion + StaleSync on one CloudMatrix384",
    cluster: .cloudMatrix384, model: .panguUltraMoE,
    workload: .pangu(promptsPerStep: 1536, standing: .derived, why: ""),
    training: .pangu, rollout: .pangu,
    policy: Policy(
      placement: .fused, staleness: 1, dataPath: .distributedQueue, balancesExperts: true),
    seed: 1)

  /// The same on four supernodes, with four times the prompts: how well it scales.
  public static let panguCM384x4 = Scenario(
    name: "pangu-cm384x4",
    summary: "Pangu Ultra MoE 718B, GRPO 6144 × 16, RL Fusion + StaleSync on four CloudMatrix384",
    cluster: .cloudMatrix384x4, model: .panguUltraMoE,
    workload: .pangu(
      promptsPerStep: 6144, standing: .assumed,
      why: "; prompts grow with the supernodes, which the published 127 K tokens/s leaves open"),
    training: .pangu, rollout: .pangu,
    policy: Policy(
      placement: .fused, staleness: 1, dataPath: .distributedQueue, balancesExperts: true),
    seed: 1)

  /// A published run: DeepSeek-R1 in GRPO on 128 Atlas A3 cards, all roles on the same dies.
  public static let deepSeekR1A3 = Scenario(
    name: "deepseek-r1-a3-128",
    summary: "DeepSeek-R1 671B, GRPO 512 × 16, all roles co-located on 128 Atlas A3 cards",
    cluster: .a3x128, model: .deepSeekR1, workload: .deepSeekR1,
    training: .deepSeekR1, rollout: .deepSeekR1,
    policy: Policy(
      placement: .fused, staleness: 0, dataPath: .distributedQueue, balancesExperts: false),
    seed: 1)

  /// A published run: Qwen3-235B in GRPO with responses of up to 32 K tokens on 64 Atlas A3 cards.
  public static let qwen3A3 = Scenario(
    name: "qwen3-235b-a3-64",
    summary: "Qwen3-235B-A22B, GRPO 512 × 16, 32 K responses on 64 Atlas A3 cards",
    cluster: .a3x64, model: .qwen3A22B, workload: .qwen3,
    training: .qwen3, rollout: .qwen3,
    policy: Policy(
      placement: .fused, staleness: 0, dataPath: .distributedQueue, balancesExperts: false),
    seed: 1)
}

extension Workload {
  /// Prompts of about 100 tokens and responses of about 4,280: 16 × 4,380 are 70 K tokens a problem.
  fileprivate static func pangu(
    promptsPerStep: Int, standing: Source.Standing, why: String
  ) -> Workload {
    Workload(
      promptsPerStep: promptsPerStep, samplesPerPrompt: 16,
      promptLength: .logNormal(LogNormalLengths(mean: 100, sigma: 0.5, cap: 1024, correlation: 1)),
      responseLength: .logNormal(
        LogNormalLengths(mean: 4280, sigma: 1, cap: 20_480, correlation: 0.8)),
      source: Source(
        "70 K tokens a problem, from 35 K tokens/s and a problem every 2 s (QbitAI, 2025-06-05); "
          + "16 samples a prompt, cut at 20,480 tokens, as DAPO (arXiv 2503.14476); 32 samples a die "
          + "as in DeepSeek-R1's published run (cann-recipes-train); spread as of published runs, "
          + "groups alike as in Seer, figure 4\(why)",
        standing))
  }

  /// What the published DeepSeek-R1 run worked on.
  fileprivate static let deepSeekR1 = Workload(
    promptsPerStep: 512, samplesPerPrompt: 16,
    promptLength: .logNormal(LogNormalLengths(mean: 77.8, sigma: 0.5, cap: 1024, correlation: 1)),
    responseLength: .logNormal(
      LogNormalLengths(mean: 1576.6, sigma: 1, cap: 3072, correlation: 0.8)),
    source: Source(
      "hicann/cann-recipes-train docs/llm_rl/deepseek_rl_train_optimization.md at 93819a7: deepscaler, "
        + "512 × 16, means and caps; spread and correlation taken for granted"))

  /// What the published Qwen3-235B run worked on.
  fileprivate static let qwen3 = Workload(
    promptsPerStep: 512, samplesPerPrompt: 16,
    promptLength: .logNormal(LogNormalLengths(mean: 73.7, sigma: 0.5, cap: 2048, correlation: 1)),
    responseLength: .logNormal(
      LogNormalLengths(mean: 7345, sigma: 0.7, cap: 32_768, correlation: 0.8)),
    source: Source(
      "hicann/cann-recipes-train docs/llm_rl/qwen3_235B_32k_longseq_rl_train_optimization.md: "
        + "deepscaler, 512 × 16, means and caps; spread such that the first of 32 ranks of 128 mixed "
        + "samples ends a quarter before the last, as published; correlation taken for granted"))
}

extension TrainingLayout {
  /// 768 = 4 · 6 · 32 and 384 = 4 · 6 · 16: the same layout serves a supernode and its half.
  ///
  /// The last stage is short, since it also holds the output head, worth about two layers. A half
  /// holds 1 copy of each expert, a whole 2.
  fileprivate static let pangu = TrainingLayout(
    tensor: 4, pipeline: 6, expert: 64, recomputation: .full, swapsOptimizer: true,
    fusesOperators: true, layersPerStage: [10, 10, 11, 11, 10, 9])

  /// TP4 PP8 EP8, as published.
  ///
  /// Four recomputed layers, fused operators and the swapped optimizer are as MindSpeed-RL has them.
  /// Gradients in FP32 would leave no room for activations.
  fileprivate static let deepSeekR1 = TrainingLayout(
    tensor: 4, pipeline: 8, expert: 8, recomputation: .full, swapsOptimizer: true,
    fusesOperators: true, gradients: .bf16, recomputedLayers: 4,
    layersPerStage: [7, 7, 8, 8, 8, 8, 8, 7])

  /// TP4 PP4 CP4 EP32, as published; its 12.5 GB of static state a die leave the optimizer in the host.
  ///
  /// Operators are taken to be fused, as MindSpeed has them.
  fileprivate static let qwen3 = TrainingLayout(
    tensor: 4, pipeline: 4, expert: 32, context: 4, recomputation: .selective,
    swapsOptimizer: true, fusesOperators: true, layersPerStage: [23, 24, 24, 23])
}

extension RolloutLayout {
  /// Replicas of 64 dies with four experts a die: 12 of them in a supernode, 6 in a half.
  fileprivate static let pangu = RolloutLayout(
    tensor: 4, data: 16, expert: 64, graphs: .buckets([4, 8, 16, 32, 64, 128]))

  /// DP64 TP2 EP128, two instances, whole-graph decode with 8192 / 128 samples a rank.
  fileprivate static let deepSeekR1 = RolloutLayout(
    tensor: 2, data: 64, expert: 128, maxSamplesPerRank: 64, memoryShare: 0.7,
    synchronisation: .host)

  /// DP32 TP4 EP128, one instance, a graph per batch size, 0.87 of the memory.
  fileprivate static let qwen3 = RolloutLayout(
    tensor: 4, data: 32, expert: 128, memoryShare: 0.87,
    graphs: .buckets([4, 8, 16, 32, 64, 128]))
}
