import Specification

extension WeightLayout {
  /// Checks that there are ranks, and a die of its own for each.
  func checkRanks(dies count: Int) throws(ReshardError) {
    guard ranks > 0, tensor > 0, dies.count == ranks, dies.allSatisfy({ 0..<count ~= $0 }),
      Set(dies).count == ranks
    else { throw .ranks(layout: name, ranks: ranks, dies: min(count, dies.count)) }
  }

  /// Checks that every tensor falls into equal parts, as training frameworks and engines demand.
  ///
  /// The vocabulary may be uneven, for frameworks pad it, and so may stages.
  ///
  /// - Throws: `ReshardError` naming the first tensor that does not, and the dies.
  public func check(_ catalogue: TensorCatalogue, layers: Int) throws(ReshardError) {
    let held = stages.flatMap { $0 }
    guard Set(held) == Set(0..<layers), held.count == layers else {
      throw .layers(layout: name, held: held.count, model: layers)
    }
    for tensor in catalogue.tensors { try check(tensor) }
  }

  private func check(_ tensor: Tensor) throws(ReshardError) {
    switch tensor.division {
    case .whole, .vocabulary: break
    case .heads(let count): try demand(tensor, count, "heads", by: self.tensor)
    case .keyValueHeads(let count):
      // More ranks than heads repeat them, each as often.
      if self.tensor % count != 0 {
        try demand(tensor, count, "key-value heads", by: self.tensor)
      }
    case .width(let count): try demand(tensor, count, "columns", by: self.tensor)
    case .shared(let count, _):
      if !slotsShared { try demand(tensor, count, "columns", by: self.tensor) }
    case .experts(let count, let width):
      if cutsExperts {
        return try demand(tensor, width, "columns of an expert", by: self.tensor)
      }
      let slots = slots(routed: count)
      try demand(tensor, slots, slots > count ? "slots for experts" : "experts", by: expert)
      guard ranksPerStage % max(1, expert) == 0 else {
        throw .expertRanks(degree: expert, ranksPerStage: ranksPerStage, layout: name, dies: span)
      }
    }
  }

  private func demand(
    _ tensor: Tensor, _ units: Int, _ unit: String, by degree: Int
  ) throws(ReshardError) {
    guard units % max(1, degree) == 0 else {
      throw .indivisible(
        tensor: tensor.name, units: units, unit: unit, degree: degree, layout: name, dies: span)
    }
  }

  /// The dies that it is on, from the first to the last.
  var span: ClosedRange<Int> {
    let first = dies.min() ?? 0
    return first...max(first, dies.max() ?? 0)
  }
}
