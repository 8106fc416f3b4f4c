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

  /// The largest bucket that every die has room for beside what it has and what it gets.
  ///
  /// - Throws: `ReshardError` naming the fullest die where there is no room for any.
  public func largestBucket(on cluster: Cluster) throws(ReshardError) -> Bytes {
    let held = Self.heldBytes(source, catalogue, dies: traffic.dies)
    let needed = Self.heldBytes(target, catalogue, dies: traffic.dies)
    var fullest = 0
    for die in 1..<max(1, traffic.dies)
    where held[die] + needed[die] > held[fullest] + needed[fullest] {
      fullest = die
    }
    let capacity = cluster.chip.memory.count
    let room = capacity - held[fullest] - needed[fullest]
    guard room > 0 else {
      throw .memory(
        die: fullest, held: held[fullest], needed: needed[fullest], capacity: capacity)
    }
    return Bytes(room)
  }
}
