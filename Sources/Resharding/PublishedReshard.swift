import CostModel
import Quantities
import Specification

/// Published times of bringing weights to rollout, planned anew where the configuration is public.
public enum PublishedReshard {
  /// What the model says of a published case, in its unit; `nil` where the publication leaves layouts or
  /// the mechanism open, or where this room has no model of the mechanism.
  ///
  /// Two rows calibrate: the first of checkpoint-engine its broadcast, and the asynchronous NIXL row of
  /// NeMo-RL the rate of frameworks that move tensor by tensor. The 69.95 GiB a rank of that row are
  /// predicted: the directed strategy comes to 69.9 GiB.
  public static func predict(_ one: PublishedCase) -> Double? {
    switch (one.metric, one.source) {
    case ("rl_reshard", "cann-recipes-train"), ("weight_sync_time", "cann-recipes-train"):
      guard one.model.hasPrefix("DeepSeek-R1") else { return nil }
      return ReshardPlan(.deepSeekR1A3).duration.value
    case ("weight_sync_time", "checkpoint-engine README"): return checkpointEngine(one)
    case ("weight_sync_time", "NeMo RL nccl-reshard"):
      guard one.model == "DeepSeek-V3" else { return nil }
      return nemo(.pointToPoint, replicas: 8, one)?.duration.value
    case ("weight_sync_time", "NeMo RL refit"):
      if one.id.hasSuffix("full_expert") { return nemo(.gather, replicas: 1, one)?.duration.value }
      return one.notes.contains("NIXL") ? nemo(.directed, replicas: 1, one)?.duration.value : nil
    case ("weight_sync_rank_bytes", "NeMo RL refit"):
      return nemo(.directed, replicas: 1, one)?.mostBytesPerDie.gibibytes
    case ("reshard_extra_memory", "cann-recipes-train"):
      let strategy = one.notes.contains("directed") ? ReshardStrategy.directed : .gather
      return firstExpertProduct(strategy)?.extraMemory.gibibytes
    case ("reshard_traffic_reduction", "cann-recipes-train"):
      guard let gathered = firstExpertProduct(.gather), let sent = firstExpertProduct(.directed)
      else { return nil }
      return 100
        * (1 - Double(sent.mostBytesPerDie.count) / Double(gathered.mostBytesPerDie.count))
    default: return nil
    }
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
    let models: [(name: String, model: Transformer)] = [
      ("Kimi-K2", .kimiK2), ("DeepSeek-V3.1", .deepSeekR1), ("Qwen3-235B-A22B", .qwen3A22B),
    ]
    guard let model = models.first(where: { $0.name == one.model })?.model,
      let devices = one.devices, let tensor = one.tensor, devices % tensor == 0
    else { return nil }
    let cluster = one.hardware == "H800" ? Cluster.h800 : .h20
    let precision: Precision = one.notes.contains("FP8") ? .fp8 : .bf16
    let layers = [Array(0..<model.layers)]
    let target = WeightLayout(
      name: "TP\(tensor)", tensor: tensor, ranksPerStage: tensor, cutsExperts: true,
      stages: layers, replicas: devices / tensor, precision: precision, dies: Array(0..<devices))
    // The copy in host memory belongs to no die that receives.
    let source = WeightLayout(
      name: "host memory", tensor: 1, ranksPerStage: 1, stages: layers, precision: precision,
      dies: [cluster.dies - 1])
    guard
      let plan = try? TransferPlan(
        TensorCatalogue(model), from: source, to: target, on: cluster)
    else { return nil }
    let broadcast = ReshardPlan(
      plan, on: cluster, strategy: .gather, sharesDies: false,
      transport: .checkpointEngine(on: cluster.chip))
    if one.id.hasSuffix("broadcast") { return broadcast.duration.value }
    guard one.id.hasSuffix("p2p") else { return nil }
    // Each rank first pulls its share of the model from other servers' memory.
    let share = broadcast.mostBytesPerDie * (1 / Double(tensor))
    return (broadcast.duration + share / cluster.scaleOut.effectiveBandwidth).value
  }

  /// DeepSeek-V3 from PP16 EP16 to engines of TP32, on servers of their own.
  private static func nemo(
    _ strategy: ReshardStrategy, replicas: Int, _ one: PublishedCase
  ) -> ReshardPlan? {
    let dies = 256 + 32 * replicas
    guard let cluster = one.cluster(devices: dies) else { return nil }
    let model = Transformer.deepSeekR1
    let source = WeightLayout(
      TrainingLayout(tensor: 1, pipeline: 16, expert: 16), model: model, dies: 0..<256)
    let target = WeightLayout(RolloutLayout(tensor: 32), model: model, dies: 256..<dies)
    guard
      let plan = try? TransferPlan(TensorCatalogue(model), from: source, to: target, on: cluster)
    else { return nil }
    return ReshardPlan(plan, on: cluster, strategy: strategy, sharesDies: false)
  }
}
