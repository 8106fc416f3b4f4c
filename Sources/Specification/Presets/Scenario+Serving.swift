import Quantities

extension Scenario {
  /// Serving alone: a 7 B model on each card of a CloudMatrix384, 3,000 requests a second.
  ///
  /// The shape of a cluster-scale run of per-step simulators of LLM serving: 384 instances, 40,000
  /// requests. Lengths are taken for granted: 512 tokens of prompt and of response on average. A replica
  /// is a card, its two dies tensor-parallel; steps of 2,048 tokens are what vLLM takes by default, and
  /// decode runs on fused operators, as CloudMatrix-Infer's does (arXiv 2506.12708, section 4).
  public static let serveCM384 = Scenario(
    name: "serve-cm384",
    summary: "Qwen2.5-7B served on one CloudMatrix384: 384 replicas, 3,000 requests a second",
    cluster: .cloudMatrix384, model: .qwen25B7,
    workload: Workload(
      promptsPerStep: 2000, samplesPerPrompt: 1,
      promptLength: .logNormal(
        LogNormalLengths(mean: 512, sigma: 0.5, cap: 4096, correlation: 0)),
      responseLength: .logNormal(
        LogNormalLengths(mean: 512, sigma: 0.5, cap: 4096, correlation: 0)),
      arrivals: .poisson(PoissonArrivals(requests: 40_000, perSecond: 3000)),
      source: Source(
        "taken for granted, after the usual defaults of serving benchmarks: 512 tokens in, 512 out",
        .assumed)),
    training: TrainingLayout(),
    rollout: RolloutLayout(
      tensor: 2, maxSamplesPerRank: 256, stepTokens: 2048,
      graphs: .buckets([1, 2, 4, 8, 16, 32, 64, 128, 256]), fusesOperators: true),
    policy: Policy(
      placement: .fused, staleness: 0, dataPath: .distributedQueue, balancesExperts: false),
    seed: 1)
}
