import Quantities
import Specification

extension TrainingSetup {
  /// Whether a row names model and machine and nothing of the configuration.
  static func isBare(_ one: PublishedCase) -> Bool {
    one.sequence == nil && one.globalBatch == nil && one.tensor == nil && one.pipeline == nil
      && one.microBatch == nil && !one.says("FSDP")
  }

  /// What such a row ran, by one rule: sequences of 4,096 tokens, or of 2,048 where the model was made for
  /// no more, 32 of them a device and step, tensor ranks over a server, or none where all states of the
  /// undivided model take no more than three quarters of a device, as few stages as fit, experts over a
  /// server's ranks, or over more where nothing fits, and of micro-batches of 1, 2 and 4 sequences the
  /// fastest.
  ///
  /// Tables without layouts are of frameworks' example scripts, and those of Megatron's kin (MindSpeed-LLM's
  /// among them) divide tensors over the whole server first.
  static func conventional(_ one: PublishedCase) throws(MissingInput) -> TrainingSetup {
    guard let devices = one.devices, let model = CaseModels.shape(one),
      let cluster = CaseHardware.cluster(one)
    else {
      throw MissingInput(reason: "the shape of the model '\(one.model)', or the number of devices")
    }
    let inServer = min(8, cluster.diesPerServer)
    // Weights and gradients of 2 and 4 bytes, states of 12.
    let states = 18 * Double(model.parameters)
    let isSmall = states < 0.75 * Double(cluster.chip.memory.count)
    let tensor =
      isSmall
      ? 1
      : (1...max(1, inServer)).last { devices % $0 == 0 && model.attention.heads % $0 == 0 } ?? 1
    for widest in [8, 32, 128] where widest == 8 || model.experts != nil {
      let best = conventional(one, model, cluster, devices: devices, tensor: tensor, widest: widest)
      if let best { return best }
    }
    throw MissingInput(reason: "a layout that fits in memory")
  }

  /// The fastest with as few stages as fit, experts over no more than so many ranks.
  private static func conventional(
    _ one: PublishedCase, _ model: Transformer, _ cluster: Cluster, devices: Int, tensor: Int,
    widest: Int
  ) -> TrainingSetup? {
    for pipeline in 1...max(1, min(64, model.layers)) where devices % (tensor * pipeline) == 0 {
      var printed = one
      printed.sequence = CaseModels.readsShort(one.model) ? 2048 : 4096
      printed.globalBatch = 32 * devices
      printed.tensor = tensor
      printed.pipeline = pipeline
      printed.expert =
        (1...max(1, min(widest, devices / pipeline))).last {
          (model.experts?.routed ?? 1) % $0 == 0 && devices / pipeline % $0 == 0
        }
      var best: (setup: TrainingSetup, seconds: Double)?
      for microBatch in [1, 2, 4] {
        printed.microBatch = microBatch
        guard let setup = try? TrainingSetup(printed: printed), setup.fits else { continue }
        let seconds = setup.step().total.value
        if seconds < best?.seconds ?? .infinity { best = (setup, seconds) }
      }
      if let best { return best.setup }
    }
    return nil
  }

  /// Whether every stage fits in a device's memory.
  private var fits: Bool {
    costs.memory(microBatchTokens: microBatchTokens).allSatisfy {
      $0.total <= costs.cluster.chip.memory
    }
  }
}
