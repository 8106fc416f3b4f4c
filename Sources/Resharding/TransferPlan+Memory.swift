import Quantities
import Specification

extension TransferPlan {
  /// Bytes of weights that each die holds in a layout.
  static func heldBytes(
    _ layout: WeightLayout, _ catalogue: TensorCatalogue, dies: Int
  ) -> [Int64] {
    var places = [Int64](repeating: 0, count: layout.ranksPerStage * layout.stages.count)
    for tensor in catalogue.tensors {
      let parts = layout.parts(of: tensor.division)
      let precision = tensor.precision(in: layout.precision)
      let unit = Double(tensor.unitElements) * precision.bytes + (precision.bytes == 1 ? 4 : 0)
      for inside in 0..<layout.ranksPerStage {
        let held = layout.slices(of: tensor.division, inside: inside, scale: parts)
          .reduce(0) { $0 + $1.count }
        for stage in layout.stages(of: tensor.place) {
          places[inside + layout.ranksPerStage * stage] +=
            Int64((Double(held) * unit / Double(parts)).rounded())
        }
      }
    }
    var bytes = [Int64](repeating: 0, count: dies)
    for (rank, die) in layout.dies.enumerated() { bytes[die] = places[rank % places.count] }
    return bytes
  }

  /// The first die that cannot hold what it has, what it gets and one bucket; `nil` if all can.
  public func memoryProblem(on cluster: Cluster, bucket: Bytes) -> ReshardError? {
    let held = Self.heldBytes(source, catalogue, dies: traffic.dies)
    let needed = Self.heldBytes(target, catalogue, dies: traffic.dies)
    let capacity = cluster.chip.memory.count
    for die in 0..<traffic.dies where held[die] + needed[die] + bucket.count > capacity {
      return .memory(
        die: die, held: held[die], needed: needed[die], bucket: bucket.count, capacity: capacity)
    }
    return nil
  }
}
