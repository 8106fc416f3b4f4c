import Specification

/// What a large error most likely comes from.
enum CaseReason {
  /// A sentence where the error is over 15 %.
  static func reason(of one: PublishedCase, error: Double) -> String? {
    guard error.magnitude > 0.15 else { return nil }
    for (applies, sentence) in rules where applies(one) { return sentence }
    return error > 0
      ? "not explained: the model expects more than was published"
      : "not explained: the model expects less than was published"
  }

  /// What a case lacks whose metric the model has no rule for.
  static func missing(_ one: PublishedCase) -> String {
    switch one.metric {
    case "weight_sync_time", "weight_sync_stall", "transition_time_reduction", "data_transfer_time":
      missingOfWeights(one)
    case "rollout_idle_share": "which samples went to which rank"
    case "context_extension_gpu_hours", "total_gpu_hours": "tokens and lengths of each stage"
    default: "a rule for the metric '\(one.metric)'"
    }
  }

  /// The first rule that applies gives the reason.
  private static let rules: [(applies: @Sendable (PublishedCase) -> Bool, sentence: String)] = [
    (
      { $0.metric.hasPrefix("peak_mem") },
      "framework buffers and what a run keeps beside weights, states and activations are not counted"
    ),
    (
      { $0.source.hasPrefix("MindSpeed-LLM CI") && ($0.context ?? 1) > 1 },
      "tests of few layers that divide attention two ways at once, or products in two dimensions; the "
        + "model knows one ring"
    ),
    (
      { $0.source.hasPrefix("MindSpeed-LLM CI") },
      "a test of a few layers: host work and swaps weigh as much as the die, and its flags are known "
        + "by name only"
    ),
    (
      { $0.model.lowercased().contains("oss") },
      "attention with sinks had no fused kernel; which one ran is not printed"
    ),
    (
      { $0.source.hasPrefix("Megatron-Bridge") && ($0.says("25.09") || $0.says("25.11")) },
      "an early release: later ones are faster on the same configuration, and the model knows none"
    ),
    (
      { $0.source.hasPrefix("Megatron-Bridge") && CaseModels.shape($0)?.state != nil },
      "scans of states are reckoned by their traffic; how well the kernels use the chip is not measured"
    ),
    (
      { $0.source.hasPrefix("Megatron-Bridge") },
      "recomputation is not printed, and releases of one configuration differ by a third"
    ),
    (
      { $0.source == "checkpoint-engine README" && $0.says("metas") },
      "a name takes its host as long as a launch; which processor, and how names are packed, is not printed"
    ),
    (
      { $0.source == "checkpoint-engine README" && ($0.devices ?? 0) > 16 },
      "32 servers and more wait for the slowest host; how far hosts differ is not printed"
    ),
    (
      { $0.metric == "rl_reshard" || $0.id == "wsync_cann_r1_real" },
      "loops of the host over parameters and the conversion to the engine's format are not printed"
    ),
    (
      { $0.metric == "weight_sync_time" && $0.notes.contains("NCCL") },
      "sent through NCCL bucket by bucket; how long hundreds of ranks wait for each other at each is not "
        + "printed"
    ),
    (
      { $0.source.hasPrefix("verl") && $0.weightBytes > 450e9 * $0.value },
      "shorter than the cards' own links take for the bytes; what the time covers is not printed"
    ),
    (
      { $0.metric == "weight_sync_time" },
      "the transfer engine's buckets and what its time covers are not printed"
    ),
    (
      { $0.source.hasPrefix("NeMo RL") },
      "split of devices, spread of lengths and the engine's version are not printed; what its host "
        + "does for each sample is known of an older one"
    ),
    (
      { $0.model.lowercased().contains("nemotron") || $0.model.lowercased().contains("next") },
      "scans of states are reckoned by their traffic; early ones ran operator by operator"
    ),
    (
      { $0.source.hasPrefix("CloudMatrix384") },
      "small batches wait for launches and for each operator's first bytes, which its fused operators "
        + "save more of than ours"
    ),
    (
      { $0.metric == "rollout_idle_share" },
      "spread and correlation of the lengths are not printed"
    ),
    (
      { $0.metric == "rl_tokens_per_s_total" },
      "lengths, batch and layouts of the run are not public; ours is the default workload"
    ),
    (
      { $0.metric == "ttft" && $0.says("fp4") },
      "more requests than the engine takes wait in line; how many are sent at once is not printed"
    ),
    (
      { $0.says("dropless routing") },
      "how unevenly the run's tokens were routed is not printed; the spread is another model's"
    ),
    (
      { $0.metric == "ttft" },
      "how requests arrive, how many in all, and how many tokens a step reads are not printed"
    ),
    (
      { $0.metric == "tpot" },
      "engine and kernel versions differ; the host's time for each step is not printed"
    ),
    (
      { $0.metric == "ref_start_skew" },
      "published as below a second; reckoned is the transfer alone"
    ),
    (
      { $0.metric == "rl_ref" },
      "the host sets the pace of a pass that only reads; what it does to pack each micro-batch, hand it "
        + "from stage to stage and turn logits into log-probabilities is not counted"
    ),
    (
      { $0.metric == "rl_offload" || $0.metric == "rl_reshard" },
      "how much is mapped and pinned anew at each switch is not printed"
    ),
    (
      { $0.metric.hasPrefix("rl_update") },
      "the order of lengths in the pipeline and the spread of routing are not printed"
    ),
    (
      { $0.metric == "context_extension_gpu_hours" },
      "how long sequences were divided is not printed; evaluation may be in the hours"
    ),
    (
      { $0.source.hasPrefix("DeepSeek-V3") },
      "its pipeline runs both ways at once, and its batch grew; the model has one way and the last batch"
    ),
    (
      { $0.recomputation.isEmpty && $0.tier == "C" },
      "remembered figures, with layout parts unknown"
    ),
    (
      { $0.source.hasPrefix("MindSpeed-LLM README") && $0.model.lowercased().contains("mixtral") },
      "the table's GPU reference is as slow: an early mixture whose experts ran one after the other, on "
        + "sequences of a length that is not printed"
    ),
    (
      { $0.source.hasPrefix("MindSpeed-LLM README") },
      "the layout is not printed; tensor ranks over the server are assumed"
    ),
    (
      { $0.source.hasPrefix("Megatron-MoE-ModelZoo") },
      "small micro-batches of mixtures: what the host does between operators is not measured on GPUs"
    ),
    (
      { $0.source.hasPrefix("Megatron-Core r0.8") },
      "micro-batch, virtual stages and recomputation are not printed; the fastest that fits is assumed"
    ),
    (
      { $0.says("FULL_SHARD") && $0.devices == 8 },
      "memory is nearly full; allocator retries are not modelled"
    ),
  ]
}
