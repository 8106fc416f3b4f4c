import CostModel
import Quantities
import Specification

/// Published times of bringing weights to rollout, planned anew where the configuration is public.
public enum PublishedReshard {
  /// What the model says of a published case, in its unit; `nil` where the publication leaves layouts or
  /// the mechanism open, or where this room has no model of the mechanism.
  ///
  /// One row calibrates, the asynchronous NIXL row of NeMo-RL: how long an engine's host takes to load a
  /// tensor by its name. Its 69.95 GiB a rank are predicted: the directed strategy comes to 69.9 GiB.
  public static func predict(_ one: PublishedCase) -> Double? {
    let source = one.source.lowercased()
    switch one.metric {
    case "rl_reshard": return coLocated(one)
    case "weight_sync_time":
      if source.hasPrefix("cann") { return coLocated(one) }
      if source.hasPrefix("checkpoint-engine") { return checkpointEngine(one) }
      if source.hasPrefix("nemo") { return betweenPools(one) }
      return source.hasPrefix("verl") ? unsharded(one) : nil
    case "transition_time_reduction" where source.hasPrefix("hybridflow"): return transition(one)
    case "weight_sync_rank_bytes": return pools(one, .directed)?.mostBytesPerDie.gibibytes
    case "reshard_extra_memory" where source.hasPrefix("cann"):
      let strategy = one.notes.contains("directed") ? ReshardStrategy.directed : .gather
      return firstExpertProduct(strategy)?.extraMemory.gibibytes
    case "reshard_traffic_reduction" where source.hasPrefix("cann"):
      guard let gathered = firstExpertProduct(.gather), let sent = firstExpertProduct(.directed)
      else { return nil }
      return 100
        * (1 - Double(sent.mostBytesPerDie.count) / Double(gathered.mostBytesPerDie.count))
    default: return nil
    }
  }

  private static func coLocated(_ one: PublishedCase) -> Double? {
    one.model.hasPrefix("DeepSeek-R1") ? ReshardPlan(.deepSeekR1A3).duration.value : nil
  }

  /// Gate and up of all experts of one layer of DeepSeek-R1, from TP4 PP8 EP8 to TP2 EP256.
  private static func firstExpertProduct(_ strategy: ReshardStrategy) -> ReshardPlan? {
    let scenario = Scenario.deepSeekR1A3
    let model = scenario.model
    let names = ["layers.3.experts.gate", "layers.3.experts.up"]
    let catalogue = TensorCatalogue(
      TensorCatalogue(model).tensors.filter { names.contains($0.name) })
    let dies = 0..<scenario.cluster.dies
    let source = WeightLayout(
      TrainingLayout(tensor: 4, pipeline: 8, expert: 8), model: model, dies: dies)
    let target = WeightLayout(
      RolloutLayout(tensor: 2, data: 128, expert: 256), model: model, dies: dies)
    guard
      let plan = try? TransferPlan(catalogue, from: source, to: target, on: scenario.cluster)
    else { return nil }
    return ReshardPlan(plan, on: scenario.cluster, strategy: strategy, sharesDies: true)
  }

  /// Weights from host memory to engines without expert parallelism, each expert cut by tensor ranks.
  private static func checkpointEngine(_ one: PublishedCase) -> Double? {
    guard let model = one.shape, let devices = one.devices,
      let tensor = one.tensor ?? DegreeWords(one.notes)["TP"] ?? one.devices.map({ min(8, $0) }),
      tensor > 0, devices % tensor == 0, devices <= 1 << 13
    else { return nil }
    // A server more, for the host that broadcasts.
    var sized = one
    sized.devices = devices + 8
    guard let cluster = sized.machine else { return nil }
    let precision: Precision = one.notes.contains("FP8") ? .fp8 : .bf16
    let catalogue = TensorCatalogue(model)
    let phase = one.id + " " + one.notes
    if phase.contains("metas") {
      // Names, shapes and places of all tensors, scales of 8-bit ones too, one after another in Python.
      let names = catalogue.tensors.reduce(0) { $0 + $1.copies } * (precision == .fp8 ? 2 : 1)
      return Double(names) * Calibration.gpuDispatch.value
    }
    let layers = [Array(0..<model.layers)]
    let target = WeightLayout(
      name: "TP\(tensor)", tensor: tensor, ranksPerStage: tensor, cutsExperts: true,
      stages: layers, replicas: devices / tensor, precision: precision, dies: Array(0..<devices))
    // The copy in host memory belongs to no die that receives.
    let source = WeightLayout(
      name: "host memory", tensor: 1, ranksPerStage: 1, stages: layers, precision: precision,
      dies: [cluster.dies - 1])
    guard let plan = plan(catalogue, source, target, on: cluster) else { return nil }
    let broadcast = ReshardPlan(
      plan, on: cluster, strategy: .gather, sharesDies: false,
      transport: .checkpointEngine(on: cluster.chip))
    if phase.contains("broadcast") { return broadcast.duration.value }
    guard phase.contains("p2p") else { return nil }
    // Each rank first pulls its share of the model from other servers' memory.
    let share = broadcast.mostBytesPerDie * (1 / Double(tensor))
    return (broadcast.duration + share / cluster.scaleOut.effectiveBandwidth).value
  }

  /// From trainers to engines on servers of their own, as its source brings weights over.
  private static func betweenPools(_ one: PublishedCase) -> Double? {
    let strategy: ReshardStrategy =
      one.source.contains("reshard")
      ? .pointToPoint : one.notes.contains("before expert-sharded") ? .gather : .directed
    guard let reshard = pools(one, strategy), let model = one.shape, let cluster = one.machine
    else { return nil }
    guard strategy == .pointToPoint else { return reshard.duration.value }
    // Only experts and feed-forward blocks go point to point; every other tensor is broadcast whole.
    let meeting = Transport.framework(on: cluster.chip).agreement.value
    let others = TensorCatalogue(model).tensors.filter {
      !$0.name.contains("experts.") && !$0.name.contains("mlp.")
    }
    let bytes = 2 * others.reduce(0.0) { $0 + Double($1.elements) }
    return reshard.duration.value + Double(others.count) * meeting
      + bytes / cluster.scaleOut.effectiveBandwidth.bytesPerSecond
  }

  /// A plan from trainers to engines on servers of their own, both layouts told in the notes.
  ///
  /// NIXL's reads go on beside what the die does for loading, if the source has them asynchronous; NCCL's
  /// kernels and loading's copies take turns.
  private static func pools(_ one: PublishedCase, _ strategy: ReshardStrategy) -> ReshardPlan? {
    guard let model = one.shape, let (from, to) = DegreeWords.pair(one.notes) else { return nil }
    let training = TrainingLayout(
      tensor: from["TP"] ?? 1, pipeline: from["PP"] ?? 1, expert: from["EP"] ?? 1,
      context: from["CP"] ?? 1)
    let stage = training.tensor * training.context
    let data = max(from["DP"] ?? 1, (training.expert + stage - 1) / stage)
    let trainers = from.devices ?? training.diesPerReplica * data
    let rollout = RolloutLayout(
      tensor: to["TP"] ?? 1, pipeline: to["PP"] ?? 1, expert: to["EP"] ?? 1)
    let engines = to.devices ?? rollout.diesPerReplica * (to["DP"] ?? 1)
    guard trainers >= training.diesPerReplica, engines >= rollout.diesPerReplica,
      trainers + engines <= 1 << 13, training.pipeline <= model.layers,
      rollout.pipeline <= model.layers
    else { return nil }
    var sized = one
    // Whole servers each.
    let servers = ((trainers + 7) / 8 + (engines + 7) / 8) * 8
    sized.devices = servers
    guard let cluster = sized.machine else { return nil }
    let first = servers - (engines + 7) / 8 * 8
    guard
      let plan = plan(
        TensorCatalogue(model), WeightLayout(training, model: model, dies: 0..<trainers),
        WeightLayout(rollout, model: model, dies: first..<first + engines), on: cluster)
    else { return nil }
    let transport =
      one.notes.contains("NIXL async")
      ? Transport.transferEngine(on: cluster.chip) : .framework(on: cluster.chip)
    return ReshardPlan(
      plan, on: cluster, strategy: strategy, sharesDies: false, transport: transport)
  }

  /// From one half of the devices to the other, every tensor whole on every rank.
  ///
  /// verl's trainers first make every tensor whole on all of their ranks, as the engines know it, and hand
  /// it on, one part of the way after the other. Without a checkpoint engine each tensor is a call of its
  /// own to the engine, which looks through all of its parameters every time.
  private static func unsharded(_ one: PublishedCase) -> Double? {
    guard let model = one.shape, let devices = one.devices, devices > 1, devices <= 1 << 13,
      let cluster = one.machine, !one.source.contains("delta")
    else { return nil }
    let half = devices / 2
    guard
      let plan = plan(
        TensorCatalogue(model), WeightLayout(TrainingLayout(), model: model, dies: 0..<half),
        WeightLayout(RolloutLayout(), model: model, dies: half..<devices), on: cluster)
    else { return nil }
    let hasEngine = one.id.hasSuffix("_ce") || one.notes.contains("with checkpoint-engine")
    let transport =
      hasEngine ? .checkpointEngine(on: cluster.chip) : Transport.framework(on: cluster.chip)
    // Transfer engines read straight from a trainer, NCCL and HCCL pass on from rank to rank.
    let reads = one.notes.contains("Mooncake") || one.notes.contains("NIXL")
    let reshard = ReshardPlan(
      plan, on: cluster, strategy: reads ? .directed : .gather, sharesDies: false,
      transport: transport)
    let link = half > cluster.diesPerServer ? cluster.scaleOut : cluster.intraServer
    let gathered = one.weightBytes / link.effectiveBandwidth.bytesPerSecond
    let whole = reshard.duration.value + gathered
    guard one.notes.contains("without checkpoint-engine") else { return whole }
    let tensors = plan.catalogue.tensors
    let calls = Double(tensors.reduce(0) { $0 + $1.copies })
    let collectives = 2 * (transport.dispatch.value + transport.message.value)
    return whole + calls * (collectives + Double(tensors.count) * transport.visit.value)
  }

  private static func plan(
    _ catalogue: TensorCatalogue, _ source: WeightLayout, _ target: WeightLayout,
    on cluster: Cluster
  ) -> TransferPlan? {
    try? TransferPlan(catalogue, from: source, to: target, on: cluster)
  }
}
