import CostModel
import Quantities
import Specification

/// Published times of bringing weights to rollout, planned anew where the configuration is public.
public enum PublishedReshard {
  /// What the model says of a published case; `nil` where the publication leaves layouts or the
  /// mechanism open, or where this room has no model of the mechanism.
  ///
  /// Two rows calibrate: the first of checkpoint-engine its broadcast, and the asynchronous NIXL row of
  /// NeMo-RL the rate of frameworks that move tensor by tensor. The 69.95 GiB a rank of that row are
  /// predicted: the directed strategy comes to 69.9 GiB.
  public static func seconds(_ one: PublishedCase) -> Double? {
    switch one.metric {
    case "rl_reshard": return coLocated(one)
    case "weight_sync_time": break
    default: return nil
    }
    let source = one.source.lowercased()
    if source.hasPrefix("cann") { return coLocated(one) }
    if source.hasPrefix("checkpoint-engine") { return checkpointEngine(one) }
    if source.hasPrefix("nemo") { return betweenPools(one) }
    return source.hasPrefix("verl") ? unsharded(one) : nil
  }

  private static func coLocated(_ one: PublishedCase) -> Double? {
    one.model.hasPrefix("DeepSeek-R1") ? ReshardPlan(.deepSeekR1A3).duration.value : nil
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

  /// From trainers to engines on servers of their own, both layouts told in the notes.
  private static func betweenPools(_ one: PublishedCase) -> Double? {
    guard let model = one.shape, let (from, to) = DegreeWords.pair(one.notes) else { return nil }
    let strategy: ReshardStrategy =
      one.source.contains("reshard")
      ? .pointToPoint : one.notes.contains("before expert-sharded") ? .gather : .directed
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
    let reshard = ReshardPlan(plan, on: cluster, strategy: strategy, sharesDies: false)
    guard strategy == .pointToPoint else { return reshard.duration.value }
    // Only experts and feed-forward blocks go point to point; every other tensor is broadcast whole.
    let meeting = Transport.framework(on: cluster.chip).agreement.value
    let others = plan.catalogue.tensors.filter {
      !$0.name.contains("experts.") && !$0.name.contains("mlp.")
    }
    let bytes = 2 * others.reduce(0.0) { $0 + Double($1.elements) }
    return reshard.duration.value + Double(others.count) * meeting
      + bytes / cluster.scaleOut.effectiveBandwidth.bytesPerSecond
  }

  /// From one half of the devices to the other, every tensor whole on every rank.
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
    let mooncake = one.notes.contains("Mooncake")
    let reshard = ReshardPlan(
      plan, on: cluster, strategy: mooncake ? .directed : .gather, sharesDies: false,
      transport: one.id.hasSuffix("_ce") || one.notes.contains("with checkpoint-engine")
        ? .checkpointEngine(on: cluster.chip) : nil)
    guard one.notes.contains("without checkpoint-engine") else { return reshard.duration.value }
    // All ranks meet for every tensor.
    let meeting = Transport.framework(on: cluster.chip).agreement.value
    return reshard.duration.value + Double(reshard.launches) * meeting
  }

  private static func plan(
    _ catalogue: TensorCatalogue, _ source: WeightLayout, _ target: WeightLayout,
    on cluster: Cluster
  ) -> TransferPlan? {
    try? TransferPlan(catalogue, from: source, to: target, on: cluster)
  }
}
