import CostModel
import Quantities
import Specification

extension PublishedReshard {
  /// HybridFlow's layouts of training and generation, by 10⁹ parameters (arXiv 2409.19256, section 8.4).
  private static let transitions: [(parameters: Double, training: TrainingLayout, tensor: Int)] = [
    (7, TrainingLayout(tensor: 8), 2), (13, TrainingLayout(tensor: 8), 4),
    (34, TrainingLayout(tensor: 8, pipeline: 4), 8),
    (70, TrainingLayout(tensor: 8, pipeline: 8), 8),
  ]

  /// By how many percent HybridFlow's transition is shorter than one that gathers the whole model on every
  /// GPU from ZeRO-3's shards, as DeepSpeed-Chat does: the paper's table 2 compares the two.
  ///
  /// Neither goes through an engine's loading by name: generation runs on the gathered buffers.
  static func transition(_ one: PublishedCase) -> Double? {
    guard let model = one.shape, let parameters = one.parameters,
      let row = transitions.first(where: { (parameters / $0.parameters - 1).magnitude < 0.1 })
    else { return nil }
    var sized = one
    // Sixteen servers of eight, unless a row says otherwise.
    sized.devices = one.devices ?? 128
    guard let cluster = sized.machine, let devices = sized.devices,
      devices % row.training.diesPerReplica == 0, devices <= cluster.dies
    else { return nil }
    let catalogue = TensorCatalogue(model)
    let source = WeightLayout(row.training, model: model, dies: 0..<devices)
    let target = WeightLayout(RolloutLayout(tensor: row.tensor), model: model, dies: 0..<devices)
    guard
      let plan = try? TransferPlan(catalogue, from: source, to: target, on: cluster)
        .regrouped(on: cluster)
    else { return nil }
    func seconds(_ strategy: ReshardStrategy) -> Double {
      ReshardPlan(plan, on: cluster, strategy: strategy, sharesDies: false).terms
        .filter { $0.name != "loading by name" }.reduce(0) { $0 + $1.seconds.value }
    }
    return 100 * (1 - seconds(.pointToPoint) / seconds(.gather))
  }
}
