import Specification

extension WeightLayout {
  /// The layout with its ranks on other dies of its own, so that dies keep as much as can be.
  ///
  /// Each die takes the rank whose slices overlap most with what it holds already, over all dies
  /// together: the best of all orders, thus never worse than the one given. Where a die can keep all it
  /// holds (HybridFlow's zero-redundancy grouping, arXiv 2409.19256, section 5.3), it does. Of equally
  /// good orders the given one is kept as far as it goes.
  ///
  /// - Throws: `ReshardError` where shards do not divide.
  public func regrouped(
    toOverlap source: WeightLayout, _ catalogue: TensorCatalogue
  ) throws(ReshardError) -> WeightLayout {
    let overlap = try Overlap(catalogue, from: source, to: self)
    let count = max(source.dies.max() ?? -1, dies.max() ?? -1) + 1
    let sourceRanks = source.rankOfDie(count: count)
    let targetRanks = rankOfDie(count: count)
    let rows = dies.sorted()
    let places = ranksPerStage * stages.count
    let assignment = Assignment(rows: rows.count, columns: places, capacity: replicas) {
      row, place in
      let die = rows[row]
      let stays: Int64 = targetRanks[die] % places == place ? 1 : 0
      guard sourceRanks[die] >= 0 else { return stays }
      return 2
        * overlap.bytes(sourceRanks[die] % (source.ranksPerStage * source.stages.count), place)
        + stays
    }
    var result = self
    var taken = [Int](repeating: 0, count: places)
    for (row, die) in rows.enumerated() {
      let place = assignment.columns[row]
      result.dies[place + places * taken[place]] = die
      taken[place] += 1
    }
    return result
  }
}
