import Quantities
import Specification

extension CasePrediction {
  /// A stage of a published training run: steps of so many sequences of one length.
  private struct Stage {
    let sequence: Int
    let batch: Int
    let steps: Double
    /// Dies that share a sequence: long ones are divided, so that every rank has whole ones.
    let context: Int
  }

  /// DeepSeek-V3's extension of its context: a thousand steps of 1,920 sequences of 32 K tokens, and as
  /// many of 480 of 128 K (arXiv 2412.19437, section 4.3).
  ///
  /// That the longer ones are divided by four is assumed.
  private static let extending = [
    Stage(sequence: 32_768, batch: 1920, steps: 1000, context: 1),
    Stage(sequence: 131_072, batch: 480, steps: 1000, context: 4),
  ]

  /// Its pre-training: 14.8 T tokens in sequences of 4 K, 15,360 a step once the batch has grown
  /// (section 4.2).
  private static let pretraining = Stage(
    sequence: 4096, batch: 15_360, steps: 14.8e12 / (4096 * 15_360), context: 1)

  /// Device hours of the stages that a row of DeepSeek-V3's report counts; `nil` for other rows.
  ///
  /// What came after both, which the total counts too, took 5 K hours by the same table.
  static func stages(_ one: PublishedCase) throws(MissingInput) -> CasePrediction? {
    guard one.source.hasPrefix("DeepSeek-V3"), let devices = one.devices else { return nil }
    let stages: [Stage]
    switch one.metric {
    case "context_extension_gpu_hours": stages = extending
    case "total_gpu_hours": stages = [pretraining] + extending
    default: return nil
    }
    var sum = CasePrediction(value: one.metric.hasPrefix("total") ? 5000 : 0, ideal: 0)
    for stage in stages {
      var row = one
      row.sequence = stage.sequence
      row.globalBatch = stage.batch
      row.context = stage.context
      row.data = nil
      let setup = try TrainingSetup(printed: row)
      let hours = stage.steps * Double(devices) / 3600
      let ideal = setup.work(.causal) / (Double(devices) * setup.peak)
      sum = CasePrediction(
        value: sum.value + setup.step().total.value * hours, ideal: sum.ideal + ideal * hours)
    }
    return sum
  }
}
