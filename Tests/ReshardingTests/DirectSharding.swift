import Resharding
import Specification

/// Cuts full tensors for a layout number by number, without any of the planner's arithmetic.
struct DirectSharding {
  let catalogue: TensorCatalogue
  let layout: WeightLayout
  /// The bytes of each tensor, whole, row by row, in the format that the layout keeps.
  let full: [[UInt8]]
  /// Where tensors are quantised, the scale of each unit.
  var scales: [[Float]] = []

  func weights() -> ShardedWeights {
    var memory = [[ShardedWeights.Buffer?]](repeating: [], count: (layout.dies.max() ?? 0) + 1)
    for (rank, die) in layout.dies.enumerated() {
      memory[die] = [ShardedWeights.Buffer?](repeating: nil, count: full.count)
      let stage = rank / layout.ranksPerStage % layout.stages.count
      var index = 0
      while index < full.count {
        let length = fusedLength(index)
        if isHeld(catalogue.tensors[index].place, by: stage) {
          let inside = rank % layout.ranksPerStage
          memory[die][index] = ShardedWeights.Buffer(
            bytes: bytes(index..<index + length, inside: inside),
            scales: size(index) > 1
              ? []
              : (index..<index + length).map { member in
                units(of: catalogue.tensors[member], inside: inside).map { scales[member][$0.0] }
              })
        }
        index += length
      }
    }
    return ShardedWeights(layout: layout, catalogue: catalogue, memory: memory)
  }

  /// Bytes of one number of a tensor.
  private func size(_ index: Int) -> Int {
    full[index].count / catalogue.tensors[index].elements
  }

  private func fusedLength(_ index: Int) -> Int {
    guard layout.fusion != .split, !layout.shardsCopies else { return 1 }
    let name = catalogue.tensors[index].name
    return name.hasSuffix("attention.query") ? 3 : name.hasSuffix(".gate") ? 2 : 1
  }

  private func isHeld(_ place: Tensor.Place, by stage: Int) -> Bool {
    switch place {
    case .first: stage == 0
    case .last: stage == layout.stages.count - 1
    case .firstAndLast: stage == 0 || stage == layout.stages.count - 1
    case .layer(let layer): layout.stages[stage].contains(layer)
    }
  }

  /// The numbers of fused tensors that a rank keeps: copy by copy, tensor by tensor, row by row.
  private func bytes(_ members: Range<Int>, inside: Int) -> [UInt8] {
    if layout.shardsCopies { return shard(members.lowerBound, inside: inside) }
    if layout.fusion == .byGroup, members.count == 3, let groups = groups(members, inside: inside) {
      return groups
    }
    var bytes: [UInt8] = []
    for copy in 0..<catalogue.tensors[members.lowerBound].copies {
      for member in members {
        let tensor = catalogue.tensors[member]
        for row in 0..<tensor.rows {
          for column in 0..<tensor.columns
          where holds(tensor, copy: copy, row: row, column: column, inside: inside) {
            let number = (copy * tensor.rows + row) * tensor.columns + column
            bytes += full[member][number * size(member)..<(number + 1) * size(member)]
          }
        }
      }
    }
    return bytes
  }

  /// Queries, key and value of one key-value head after the other; `nil` where a rank's heads are not
  /// whole groups.
  private func groups(_ members: Range<Int>, inside: Int) -> [UInt8]? {
    let tensors = members.map { catalogue.tensors[$0] }
    let heads = tensors[0].division.units
    let few = tensors[1].division.units
    let isEven = few % layout.tensor == 0 || layout.tensor % few == 0
    guard heads % layout.tensor == 0, isEven else { return nil }
    var bytes: [UInt8] = []
    for group in 0..<few {
      for (member, tensor) in zip(members, tensors) {
        for (unit, numbers) in units(of: tensor, inside: inside)
        where unit * few / tensor.division.units == group {
          for number in numbers {
            bytes += full[member][number * size(member)..<(number + 1) * size(member)]
          }
        }
      }
    }
    return bytes
  }

  /// The share of a rank in what its fellows would repeat: unit by unit, an equal part of each slice.
  private func shard(_ member: Int, inside: Int) -> [UInt8] {
    let tensor = catalogue.tensors[member]
    let stride = tensor.division.isOfExperts && !layout.cutsExperts ? layout.expert : layout.tensor
    let copies = layout.ranksPerStage / stride
    var slices: [[UInt8]] = [[]]
    var last = -1
    for (unit, numbers) in units(of: tensor, inside: inside) {
      if last >= 0, unit != last + 1 { slices.append([]) }
      last = unit
      for number in numbers {
        slices[slices.count - 1] +=
          full[member][number * size(member)..<(number + 1) * size(member)]
      }
    }
    return slices.flatMap { slice in
      let share = slice.count / copies
      return slice[share * (inside / stride)..<share * (inside / stride + 1)]
    }
  }

  /// The units that a rank would hold were nothing sharded, each with its numbers row by row.
  private func units(of tensor: Tensor, inside: Int) -> [(Int, [Int])] {
    var numbers = [[Int]](repeating: [], count: tensor.division.units)
    for copy in 0..<tensor.copies {
      for row in 0..<tensor.rows {
        for column in 0..<tensor.columns
        where holds(tensor, copy: copy, row: row, column: column, inside: inside) {
          numbers[unit(tensor, copy, row, column)].append(
            (copy * tensor.rows + row) * tensor.columns + column)
        }
      }
    }
    return numbers.enumerated().filter { !$0.element.isEmpty }.map { ($0.offset, $0.element) }
  }

  func unit(_ tensor: Tensor, _ copy: Int, _ row: Int, _ column: Int) -> Int {
    let each = tensor.division.units / tensor.copies
    return copy * each
      + (tensor.axis == .rows ? row * each / tensor.rows : column * each / tensor.columns)
  }

  private func holds(_ tensor: Tensor, copy: Int, row: Int, column: Int, inside: Int) -> Bool {
    let unit = unit(tensor, copy, row, column)
    let rank = inside % layout.tensor
    switch tensor.division {
    case .whole: return true
    case .heads(let count), .width(let count), .vocabulary(let count):
      return isShare(unit, of: count, rank, layout.tensor)
    case .shared(let count, let routed):
      guard layout.sharedReplicas > 0, !layout.cutsExperts, !layout.shardsCopies else {
        return isShare(unit, of: count, rank, layout.tensor)
      }
      return (0..<layout.sharedReplicas).contains { holdsSlot($0, routed: routed, inside) }
    case .keyValueHeads(let count):
      return layout.tensor > count
        ? unit == rank * count / layout.tensor : isShare(unit, of: count, rank, layout.tensor)
    case .experts(let count, let width):
      if layout.cutsExperts { return isShare(unit % width, of: width, rank, layout.tensor) }
      return (0..<count + layout.redundantExperts).contains { slot in
        slot % count == copy && holdsSlot(slot + slotsBefore, routed: count, inside)
      }
    }
  }

  /// Slots that copies of the shared experts take before the routed ones.
  private var slotsBefore: Int { layout.shardsCopies ? 0 : layout.sharedReplicas }

  private func holdsSlot(_ slot: Int, routed: Int, _ inside: Int) -> Bool {
    isShare(
      slot, of: slotsBefore + routed + layout.redundantExperts, inside % layout.expert,
      layout.expert)
  }

  private func isShare(_ index: Int, of count: Int, _ rank: Int, _ ranks: Int) -> Bool {
    index >= count * rank / ranks && index < count * (rank + 1) / ranks
  }
}
