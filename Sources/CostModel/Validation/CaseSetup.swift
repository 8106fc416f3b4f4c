import Quantities
import Specification

/// What stands in the way of simulating a case.
struct MissingInput: Error, Hashable {
  let reason: String
}

/// A training case as the model sees it.
struct TrainingSetup {
  let costs: TrainingCosts
  let sequence: Int
  let globalBatch: Int
  let devices: Int
  /// The model as the publication counts its work.
  let counted: Transformer

  /// Sets a case up; where a row prints nothing of its configuration, as `TrainingSetup+Unprinted` says.
  init(_ one: PublishedCase) throws(MissingInput) {
    guard Self.isBare(one) else {
      try self.init(printed: one)
      return
    }
    self = try Self.conventional(one)
  }

  /// Sets up what a row prints.
  init(printed one: PublishedCase) throws(MissingInput) {
    guard var cluster = CaseHardware.cluster(one) else {
      throw MissingInput(reason: "figures of the hardware '\(one.hardware)'")
    }
    guard let model = CaseModels.shape(one) else {
      throw MissingInput(reason: "the shape of the model '\(one.model)'")
    }
    guard let sequence = one.sequence else { throw MissingInput(reason: "the sequence length") }
    guard let batch = one.globalBatch else { throw MissingInput(reason: "the global batch") }
    guard let devices = one.devices else { throw MissingInput(reason: "the number of devices") }
    guard one.tensor != nil || one.says("FSDP") else {
      throw MissingInput(reason: "the parallel layout")
    }
    if one.says("FP4") {
      // Products in 4 bits: as those in 8, at the 4-bit peak.
      guard let peak = CaseHardware.fourBitPeak(cluster.chip) else {
        throw MissingInput(reason: "a 4-bit peak of the chip")
      }
      cluster.chip.matrix8Bit = Self.mixed(peak, cluster.chip, model)
    }
    let layout = Self.layout(one, model, cluster)
    try Self.check(layout, model, devices: devices, batch: batch, sequence: sequence)
    let isEven = !(one.says("dropless routing") || one.says("real routing"))
    func costs(_ layout: TrainingLayout) -> TrainingCosts {
      TrainingCosts(
        cluster: cluster, model: model, layout: layout, dies: devices,
        balancesExperts: isEven ? nil : false, trainsPrediction: Self.predicts(one),
        freezesWeights: one.says("LoRA") || one.says("PEFT") || one.id.contains("lora"),
        // Fusing the loss was an option that Megatron's own tables do not name.
        fusesLoss: !(one.source.hasPrefix("Megatron-Core") || one.source.hasPrefix("Narayanan")))
    }
    let choice = LayoutChoice(one, layout, model, ranks: devices / layout.diesPerReplica)
    self.costs = choice.best(batch: batch, sequence: sequence, costs)
    self.sequence = sequence
    self.devices = devices
    globalBatch = batch
    counted = Self.counted(one, model)
    guard batch >= self.costs.data else {
      throw MissingInput(reason: "a global batch of at least one sequence a data-parallel rank")
    }
  }

  /// Turns away what no run could have been.
  private static func check(
    _ layout: TrainingLayout, _ model: Transformer, devices: Int, batch: Int, sequence: Int
  ) throws(MissingInput) {
    guard layout.diesPerReplica <= devices, devices % layout.diesPerReplica == 0,
      layout.pipeline <= model.layers, layout.tensor <= model.attention.heads
    else {
      throw MissingInput(reason: "a layout that divides the devices and the model")
    }
    guard batch / (devices / layout.diesPerReplica * layout.microBatch) <= 1 << 14,
      sequence * layout.microBatch <= 1 << 26
    else { throw MissingInput(reason: "a global batch that a step could run through") }
  }

  /// Megatron counts a gated block as such where its activation is SwiGLU; gpt-oss has one of its own, and
  /// its published figures are those of blocks with two matrices.
  private static func counted(_ one: PublishedCase, _ model: Transformer) -> Transformer {
    guard one.source.hasPrefix("Megatron"), model.name.hasPrefix("gptoss") else { return model }
    var model = model
    model.feedForwardMatrices = 2
    return model
  }

  /// The rate of products in 4 bits and of those that stay in 16 beside them.
  ///
  /// Nemotron 3 trains so: the last 15 % of its layers, and those for prediction, keep 16 bits (its technical
  /// report, from memory). Others are taken to have all layers in 4.
  private static func mixed(
    _ peak: ComputeRate, _ chip: Chip, _ model: Transformer
  ) -> ComputeRate {
    guard model.state != nil else { return peak }
    let predicted = Double(model.predictionLayers)
    let kept = 0.15 + 0.85 * predicted / (Double(model.layers) + predicted)
    let seconds = (1 - kept) / peak.flopsPerSecond + kept / chip.matrix.flopsPerSecond
    return ComputeRate(flopsPerSecond: 1 / seconds)
  }

  private static func predicts(_ one: PublishedCase) -> Bool {
    !one.model.lowercased().contains("w/o mtp")
      && (one.says("MTP") || one.source.hasPrefix("Megatron-Bridge"))
  }

  private static func layout(
    _ one: PublishedCase, _ model: Transformer, _ cluster: Cluster
  ) -> TrainingLayout {
    let pipeline = max(1, one.pipeline ?? 1)
    let chunks = max(1, one.virtualPipeline ?? 1)
    var layout = TrainingLayout(
      tensor: max(1, one.tensor ?? 1), pipeline: pipeline,
      // Embedding and loss may have virtual stages of their own.
      virtualPipeline: model.layers + 2 >= pipeline * chunks ? chunks : 1,
      expert: model.experts == nil ? 1 : max(1, one.expert ?? 1), context: max(1, one.context ?? 1),
      microBatch: max(1, one.microBatch ?? 1), fusesOperators: true)
    layout.schedule = layout.virtualPipeline > 1 && pipeline > 1 ? .interleaved : .oneFOneB
    let words = one.recomputation.lowercased()
    layout.recomputation = recomputation(words)
    // Where activations are offloaded, those that fit nowhere else rest in host memory.
    if words.isEmpty, one.says("activation offload") { layout.recomputation = .selectiveSwap }
    if one.says("DeepEP") || one.says("HybridEP") { layout.exchange = .hierarchical }
    // Its recipes take DeepEP on Hopper, where experts are spread over servers that a network joins.
    if one.source.hasPrefix("Megatron-Bridge"), Calibration.Family(cluster.chip) == .hopper {
      layout.exchange = .hierarchical
    }
    layout.overlapsReduction = !one.says("no grad/param overlap")
    layout.shardsOptimizer = !one.source.contains("Narayanan")
    if one.source.contains("Narayanan") {
      layout.attentionKernel = .unfused
      layout.splitsSequence = false
      layout.overlapsReduction = false
    }
    if one.source.hasPrefix("llm-foundry") {
      layout.attentionKernel = .flash1
      layout.fusesOperators = false
    }
    // DualPipe hides the exchange of one micro-batch behind another's work.
    if one.says("DualPipe") {
      layout.schedule = .adaptive
      layout.exchange = .hierarchical
      if one.says("FP8") { layout.exchangePrecision = .fp8 }
    }
    layout.overlapsTensorExchange =
      one.source.hasPrefix("Megatron-Core") || one.source.hasPrefix("Megatron-Bridge")
    layout.shardsParameters = shardsParameters(one)
    if one.says("NO_SHARD") { layout.shardsOptimizer = false }
    layout.precision = one.says("fp8") || one.says("fp4") ? .fp8 : .bf16
    if one.source.contains("MindSpeed") { flags(of: one, into: &layout) }
    return layout
  }

  private static func shardsParameters(_ one: PublishedCase) -> Bool {
    let ways = [
      "FSDP FULL_SHARD", "FSDP SHARD_GRAD_OP", "HYBRID_SHARD", "HSDP", "FSDP On", "FSDP2",
    ]
    // A publication that names ZeRO-3 may only compare itself with it.
    let isAlone = max(one.tensor ?? 1, one.pipeline ?? 1) == 1
    return ways.contains { one.says($0) } || (one.number(after: "FSDP=") ?? 0) > 1
      || isAlone && (one.says("ZeRO-3") || one.says("ZeRO3"))
  }

  /// What the flags of a MindSpeed test say.
  private static func flags(of one: PublishedCase, into layout: inout TrainingLayout) {
    layout.swapsOptimizer = one.says("swap")
    guard one.says("flags:") else { return }
    // Off unless a flag turns it on.
    layout.overlapsReduction = one.says("overlap-grad-reduce")
    // By blocks, so many layers of each virtual stage; uniformly, all in pieces of so many.
    let layers =
      one.number(after: "recompute-activation-function-num-layers")
      ?? (one.says("method uniform") ? nil : one.number(after: "recompute-num-layers"))
    layout.recomputedLayers = layers.map {
      max(0, min($0, 1 << 10)) * max(1, layout.virtualPipeline)
    }
  }

  private static func recomputation(_ words: String) -> Recomputation {
    if words.isEmpty || words == "none" { return .none }
    if words.hasPrefix("full") { return .full }
    // Whole mixtures of experts, not only their activation or the shared ones.
    let modules = words.split { !($0.isLetter || $0 == "_") }
    return modules.contains("moe") ? .selectiveExperts : .selective
  }

  /// Tokens of a micro-batch.
  var microBatchTokens: Int { sequence * costs.layout.microBatch }

  /// Micro-batches of each data-parallel rank.
  var microBatches: Int { max(1, globalBatch / (costs.layout.microBatch * costs.data)) }

  /// One step's cost: every data-parallel rank has as many micro-batches, all of full length.
  func step() -> PassCost {
    let rank = Array(repeating: microBatchTokens, count: microBatches)
    // All ranks are alike; one lane is enough.
    return costs.update(Array(repeating: rank, count: costs.coupledRanks))
  }

  /// Work a step by a way of counting.
  func work(_ count: Transformer.AttentionCount) -> Double {
    let tokens = Double(globalBatch * sequence)
    // Where weights stay as they are, publications count what passes through them twice, not thrice.
    guard !costs.freezesWeights else {
      return costs.model.trainingFLOPs(sequence: 0) * 2 / 3 * tokens
    }
    return counted.trainingFLOPs(
      sequence: Double(sequence), counting: count, prediction: costs.trainsPrediction) * tokens
  }

  /// Peak of the format that products run in.
  var peak: Double {
    let chip = costs.cluster.chip
    let rate = costs.layout.precision == .fp8 ? (chip.matrix8Bit ?? chip.matrix) : chip.matrix
    return rate.flopsPerSecond
  }
}
