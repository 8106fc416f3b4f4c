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
    case "rl_tokens_per_s_total", "rl_tokens_per_s_per_card":
      "lengths, batch and layouts of the run, which are not published"
    case "rl_step", "rl_gen", "rl_update_actor", "rl_old_log_prob", "rl_time_100_steps":
      "mean lengths and layouts of the run"
    case "weight_sync_time", "transition_time_reduction": missingOfWeights(one)
    case "rollout_idle_share": "which samples went to which rank"
    case "rl_adv": "how advantages are reckoned; the loop has no time for it"
    case "context_extension_gpu_hours", "total_gpu_hours": "tokens and lengths of each stage"
    case "decode_tokens_per_s_per_node", "tokens_per_s_per_card": "batch and lengths"
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
      "ring and Ulysses attention run as many small steps, each issued by the host; counted as one"
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
      { $0.source.hasPrefix("Megatron-Bridge") },
      "recomputation is not printed, and releases of one configuration differ by a third"
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
      { $0.source.hasPrefix("NeMo RL") },
      "environment, weight transfer, engine set-up and data handling of a step are not printed and "
        + "not counted"
    ),
    (
      { $0.source.hasPrefix("CloudMatrix384") },
      "decode there runs two micro-batches whose exchanges hide behind each other's work; ours are bare"
    ),
    (
      { $0.says("dropless routing") },
      "how unevenly the run's tokens were routed is not printed; the spread is another model's"
    ),
    (
      { $0.metric == "ttft" },
      "how requests arrive and are batched for prefill is not printed"
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
      { $0.metric == "rl_offload" },
      "freeing and mapping memory, about 4 s each time by the publication, is not counted"
    ),
    (
      { $0.metric.hasPrefix("rl_update") },
      "the order of lengths in the pipeline and the host's pace backward are not printed"
    ),
    (
      { $0.source.hasPrefix("DeepSeek-V3") },
      "its own kernels for exchange and 8-bit products, and a batch that grows, are not modelled"
    ),
    (
      { $0.recomputation.isEmpty && $0.tier == "C" },
      "remembered figures, with layout parts unknown"
    ),
    (
      { $0.source.hasPrefix("Megatron-Core r0.8") },
      "micro-batch, virtual stages and recomputation are not printed"
    ),
    (
      { $0.says("FULL_SHARD") && $0.devices == 8 },
      "memory is nearly full; allocator retries are not modelled"
    ),
  ]
}
