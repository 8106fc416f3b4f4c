extension Codec where Value == Scenario {
  /// A whole scenario.
  static var scenario: Codec {
    // Who only serves need not say how training is spread.
    learning.withDefaults([("training", .mapping([]))]) { node in
      node.entry("workload")?.value.has("arrivals") ?? false
    }
  }

  private static var learning: Codec {
    let blank = Scenario(
      name: "", summary: "a scenario of your own", cluster: .cloudMatrix384,
      model: .panguUltraMoE,
      workload: Workload(
        promptsPerStep: 0, samplesPerPrompt: 0, promptLength: .fixed(0), responseLength: .fixed(0),
        source: .given),
      training: TrainingLayout(), rollout: RolloutLayout(),
      policy: Policy(
        placement: .fused, staleness: 0, dataPath: .distributedQueue, balancesExperts: false),
      seed: 1)
    return .record(
      blank: blank, extra: ["extends"],
      [
        Field("name", \.name, .text(atMost: 64)),
        Field("summary", \.summary, .text(atMost: 200), isRequired: false),
        Field("seed", \.seed, .seed, "of all chance", isRequired: false),
        Field("cluster", \.cluster, .cluster, "by name, or in full", isApart: true),
        Field("model", \.model, .transformer, "by name, or in full", isApart: true),
        Field("workload", \.workload, .workload, "what each step works on", isApart: true),
        Field("training", \.training, .training, isApart: true),
        Field(
          "rollout", \.rollout, .rollout, "one replica; as many as the dies hold", isApart: true),
        Field("policy", \.policy, .policy, isRequired: false, isApart: true),
        Field("faults", \.faults, .faults, isRequired: false, isApart: true),
      ])
  }
}
