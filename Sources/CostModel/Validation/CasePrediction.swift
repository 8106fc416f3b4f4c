import Quantities
import Specification

/// What the model says of a case, in the unit of the publication.
struct CasePrediction {
  let value: Double
  /// What the case would show at an efficiency of one: the naive guess scales with it.
  let ideal: Double

  private static let trainingMetrics: Set<String> = [
    "step_time", "batch_time", "tokens_per_s_per_device", "tokens_per_s_per_card",
    "tflops_per_device", "mfu",
    "tflops_per_device_incl_recompute", "gpu_hours_per_trillion_tokens", "pretrain_gpu_hours",
    "hfu", "samples_per_s", "iteration_time",
  ]

  /// Whether a case is a step of training or its memory.
  static func isTraining(_ one: PublishedCase) -> Bool {
    trainingMetrics.contains(one.metric) || one.metric.hasPrefix("peak_mem_allocated")
  }

  /// Predicts a case.
  static func predict(_ one: PublishedCase) throws(MissingInput) -> CasePrediction {
    if one.source.hasPrefix("Pangu Ultra MoE"), one.metric == "mfu", let devices = one.devices {
      return CasePrediction(value: PanguSetup.utilisation(devices: devices), ideal: 1)
    }
    if let stages = try stages(one) { return stages }
    switch one.metric {
    case let metric where trainingMetrics.contains(metric):
      return try training(one)
    case let metric where metric.hasPrefix("peak_mem_allocated"):
      return try memory(one)
    case "tpot", "ttft", "decode_tokens_per_s_per_npu", "decode_tokens_per_s_per_node":
      return try DecodeSetup(one).prediction(one)
    default:
      throw MissingInput(reason: CaseReason.missing(one))
    }
  }

  private static func training(_ one: PublishedCase) throws(MissingInput) -> CasePrediction {
    let setup = try TrainingSetup(one)
    let seconds = setup.step().total.value
    let devices = Double(setup.devices)
    let ideal = setup.work(.causal) / (devices * setup.peak)
    let scale = one.unit == "ms" ? 1e3 : 1
    switch one.metric {
    case "step_time", "batch_time", "iteration_time":
      return CasePrediction(value: seconds * scale, ideal: ideal * scale)
    case "tokens_per_s_per_device", "tokens_per_s_per_card":
      let dies = one.metric.hasSuffix("card") ? setup.costs.cluster.chip.diesPerCard : 1
      let tokens = Double(setup.globalBatch * setup.sequence * dies) / devices
      return CasePrediction(value: tokens / seconds, ideal: tokens / ideal)
    case "gpu_hours_per_trillion_tokens", "pretrain_gpu_hours":
      guard let tokens = one.metric.hasPrefix("gpu") ? 1e12 : one.trainedTokens else {
        throw MissingInput(reason: "the tokens trained on")
      }
      let hours = devices / 3600 * tokens / Double(setup.globalBatch * setup.sequence)
      return CasePrediction(value: seconds * hours, ideal: ideal * hours)
    case "mfu":
      let work = setup.work(countsFullAttention(one) ? .full : .causal)
      return CasePrediction(value: 100 * work / (seconds * devices * setup.peak), ideal: 1)
    case "samples_per_s":
      let sequences = Double(setup.globalBatch)
      return CasePrediction(value: sequences / seconds, ideal: sequences / ideal)
    case "hfu":
      // Forward once more where whole layers are made again: four passes' work for three.
      let again = setup.costs.layout.recomputation == .full ? 4.0 / 3 : 1
      let work = again * setup.work(countsFullAttention(one) ? .full : .causal)
      return CasePrediction(value: 100 * work / (seconds * devices * setup.peak), ideal: 1)
    case "tflops_per_device_incl_recompute":
      let work = narayanan(setup)
      return CasePrediction(value: work / (seconds * devices * 1e12), ideal: 1)
    default:
      let work = setup.work(countsFullAttention(one) ? .full : .causal)
      return CasePrediction(
        value: work / (seconds * devices * 1e12), ideal: setup.peak / 1e12)
    }
  }

  /// Publications that count the whole square of attention.
  private static func countsFullAttention(_ one: PublishedCase) -> Bool {
    ["llm-foundry", "Megatron-Core r0.8", "Pangu"].contains { one.source.hasPrefix($0) }
  }

  /// F = 96 B s l h² (1 + s / 6h + V / 16 l h), recomputation counted (arXiv 2104.04473, section 5.1).
  private static func narayanan(_ setup: TrainingSetup) -> Double {
    let model = setup.costs.model
    let hidden = Double(model.hidden)
    let layers = Double(model.layers)
    let sequence = Double(setup.sequence)
    return 96 * Double(setup.globalBatch) * sequence * layers * hidden * hidden
      * (1 + sequence / (6 * hidden) + Double(model.vocabulary) / (16 * layers * hidden))
  }

  private static func memory(_ one: PublishedCase) throws(MissingInput) -> CasePrediction {
    let setup = try TrainingSetup(one)
    let stages = setup.costs.memory(
      microBatchTokens: setup.microBatchTokens, microBatches: setup.microBatches)
    let onlyFirst = one.metric.hasSuffix("rank0")
    let bytes =
      (onlyFirst ? stages.first : stages.max { $0.total < $1.total })
      .map { $0.total - $0.workspace } ?? .zero
    let unit: Double = one.unit == "MiB" ? 0x1p20 : 0x1p30
    let even = Double(setup.costs.model.parameters) * 18 / Double(setup.devices)
    return CasePrediction(value: Double(bytes.count) / unit, ideal: even / unit)
  }
}
