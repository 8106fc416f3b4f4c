import Quantities

/// What an engine takes into a step, by its defaults: benchmarks seldom say otherwise.
///
/// vLLM (vllm/engine/arg_utils.py): 8,192 tokens and 1,024 samples on GPUs of 70 GiB and more but the
/// A100, else 2,048 and 256; decode goes first, prompts are cut to what is left. SGLang
/// (python/sglang/srt/server_args.py): prompts alone while decode waits, 16,384 tokens of them on GPUs of
/// 160 GB and more, 8,192 from 60 GB on, else 4,096, shared by the ranks where attention is data-parallel.
/// TensorRT-LLM (tensorrt_llm/llmapi/llm_args.py): 8,192 tokens, prompts beside decode and uncut. All from
/// memory.
struct ServingEngine {
  /// Tokens that a rank works on in a step.
  let stepTokens: Int
  /// Samples that a rank works on at most.
  let seats: Int
  /// Whether prompts are read beside decode, in one step.
  let mixes: Bool
  /// Whether a prompt may be cut in parts.
  let cuts: Bool

  init(_ one: PublishedCase, memory: Bytes, data: Int) {
    let gibi = Double(memory.count) / 0x1p30
    if one.says("sglang") {
      let tokens = gibi > 150 ? 16_384 : gibi >= 56 ? 8192 : 4096
      stepTokens = max(1, tokens / max(1, data))
      (seats, mixes, cuts) = (DecodeSetup.seats, false, true)
    } else if one.says("trtllm") || one.says("TensorRT-LLM") {
      (stepTokens, seats, mixes, cuts) = (8192, DecodeSetup.seats, true, false)
    } else {
      let isLarge = gibi >= 70 && !one.hardware.lowercased().contains("a100")
      stepTokens = isLarge ? 8192 : 2048
      (seats, mixes, cuts) = (isLarge ? DecodeSetup.seats : 256, true, true)
    }
  }
}
