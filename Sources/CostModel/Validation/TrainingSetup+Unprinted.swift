import Quantities
import Specification

extension TrainingSetup {
  /// Whether a row names model and machine and nothing of the configuration.
  static func isBare(_ one: PublishedCase) -> Bool {
    one.sequence == nil && one.globalBatch == nil && one.tensor == nil && one.pipeline == nil
      && one.microBatch == nil && !one.says("FSDP")
  }

  /// What such a row ran, by one rule: sequences of 4,096 tokens, 32 of them a device and step, in the
  /// fastest layout of up to 8 tensor ranks and 8 stages that fits, experts over up to 8 ranks.
  static func fastest(_ one: PublishedCase) throws(MissingInput) -> TrainingSetup {
    guard let devices = one.devices, let model = CaseModels.shape(one) else {
      throw MissingInput(reason: "the shape of the model '\(one.model)', or the number of devices")
    }
    var best: (seconds: Double, setup: TrainingSetup)?
    for tensor in [1, 2, 4, 8] {
      for pipeline in [1, 2, 4, 8] where devices % (tensor * pipeline) == 0 {
        var printed = one
        printed.sequence = 4096
        printed.globalBatch = 32 * devices
        printed.tensor = tensor
        printed.pipeline = pipeline
        printed.expert = model.experts == nil ? 1 : min(8, devices / pipeline)
        guard let setup = try? TrainingSetup(printed: printed), setup.fits else { continue }
        let seconds = setup.step().total.value
        if seconds < best?.seconds ?? .infinity { best = (seconds, setup) }
      }
    }
    guard let best else { throw MissingInput(reason: "a layout that fits in memory") }
    return best.setup
  }

  /// Whether every stage fits in a device's memory.
  private var fits: Bool {
    costs.memory(microBatchTokens: microBatchTokens).allSatisfy {
      $0.total <= costs.cluster.chip.memory
    }
  }
}
