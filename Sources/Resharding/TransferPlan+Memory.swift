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

  /// What each place of the source layout, stage by stage, holds, in bytes on the wire.
  var heldOnWire: [Int64] {
    let inside = 0..<source.ranksPerStage
    var held = [Int64](repeating: 0, count: source.stages.count * inside.count)
    for bundle in bundles {
      for rank in inside {
        let parts = source.slices(of: bundle.division, inside: rank, scale: bundle.scale)
          .reduce(0) { $0 + $1.count }
        for stage in bundle.sourceStages {
          held[stage * inside.count + rank] += Int64(parts) * bundle.partBytes
        }
      }
    }
    return held
  }

  /// Bytes on the wire's scale that stay on their dies, over all of them.
  public var keptBytes: Bytes { Bytes(traffic.bytes(over: .die)) }

  /// Dies that need all they hold, so that none of it is redundant while both layouts are there.
  public var diesThatKeepAll: Int {
    let held = heldOnWire
    return source.dies.enumerated().count { rank, die in
      traffic.kept(by: die) == held[rank % held.count]
    }
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
      let largest = largestTensor(on: fullest)
      throw .memory(
        die: fullest, held: held[fullest], needed: needed[fullest], capacity: capacity,
        tensor: largest.name, tensorBytes: largest.bytes)
    }
    return Bytes(room)
  }

  /// The tensor of which a die needs most bytes.
  private func largestTensor(on die: Int) -> (name: String, bytes: Int64) {
    var largest = (name: "nothing", bytes: Int64(0))
    let layouts = [target, source].filter { $0.dies.contains(die) }
    guard let layout = layouts.first, let rank = layout.dies.firstIndex(of: die) else {
      return largest
    }
    let stage = rank / layout.ranksPerStage % layout.stages.count
    for tensor in catalogue.tensors where layout.stages(of: tensor.place).contains(stage) {
      let parts = layout.parts(of: tensor.division)
      let held = layout.slices(
        of: tensor.division, inside: rank % layout.ranksPerStage, scale: parts
      ).reduce(0) { $0 + $1.count }
      let unit = Double(tensor.unitElements) * tensor.precision(in: layout.precision).bytes
      let bytes = Int64((Double(held) * unit / Double(parts)).rounded())
      if bytes > largest.bytes { largest = (tensor.name, bytes) }
    }
    return largest
  }

  /// The largest message with which all that a die sends and receives at a time lies in one bucket.
  ///
  /// Ports are full duplex and work beside each other: each that a die uses has a message of its own
  /// going out, and one coming in.
  func largestMessage(in bucket: Int64, _ neighbourhood: Neighbourhood) -> Int64 {
    max(1, bucket / Int64(max(1, traffic.lanes(neighbourhood))))
  }
}
