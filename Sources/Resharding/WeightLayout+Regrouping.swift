import Specification

extension WeightLayout {
  /// The layout with its ranks on other dies of its own, so that dies keep as much as can be.
  ///
  /// Each die takes the rank whose slices overlap most with what it holds already, over all dies
  /// together: of all orders the one that keeps most, thus never less than the one given. Where a die
  /// can keep all it holds (HybridFlow's zero-redundancy grouping, arXiv 2409.19256, section 5.3), it
  /// does. Of equally good orders the given one is kept as far as it goes.
  ///
  /// - Parameters:
  ///   - source: what dies hold.
  ///   - catalogue: the tensors.
  ///   - block: so many consecutive dies change places among themselves; `nil` for all.
  /// - Returns: the layout, on the same dies.
  /// - Throws: `ReshardError` where shards do not divide.
  public func regrouped(
    toOverlap source: WeightLayout, _ catalogue: TensorCatalogue, within block: Int? = nil
  ) throws(ReshardError) -> WeightLayout {
    let overlap = try Overlap(catalogue, from: source, to: self)
    guard let block else { return regrouped(dies.sorted(), source, overlap) }
    var result = self
    var start = 0
    let sorted = dies.sorted()
    while start < sorted.count {
      let end = sorted[start...].firstIndex { $0 / block > sorted[start] / block } ?? sorted.count
      result = result.regrouped(Array(sorted[start..<end]), source, overlap)
      start = end
    }
    return result
  }

  /// The layout with some of its dies, in order, changing places among themselves.
  private func regrouped(
    _ rows: [Int], _ source: WeightLayout, _ overlap: Overlap
  ) -> WeightLayout {
    let count = max(source.dies.max() ?? -1, dies.max() ?? -1) + 1
    let sourceRanks = source.rankOfDie(count: count)
    let targetRanks = rankOfDie(count: count)
    let places = ranksPerStage * stages.count
    // The ranks of these dies, those of one place after another.
    let ranks = rows.map { targetRanks[$0] }.sorted { ($0 % places, $0) < ($1 % places, $1) }
    var columns: [Int] = []
    var free: [[Int]] = []
    for rank in ranks {
      if columns.last != rank % places {
        columns.append(rank % places)
        free.append([])
      }
      free[free.count - 1].append(rank)
    }
    let assignment = Assignment(rows: rows.count, capacities: free.map(\.count)) {
      row, column in
      let (die, place) = (rows[row], columns[column])
      let stays: Int64 = targetRanks[die] % places == place ? 1 : 0
      guard sourceRanks[die] >= 0 else { return stays }
      return 2
        * overlap.bytes(sourceRanks[die] % (source.ranksPerStage * source.stages.count), place)
        + stays
    }
    var result = self
    var taken = [Int](repeating: 0, count: columns.count)
    for (row, die) in rows.enumerated() {
      let column = assignment.columns[row]
      result.dies[free[column][taken[column]]] = die
      taken[column] += 1
    }
    return result
  }
}

extension TransferPlan {
  /// The plan with the target's ranks on other dies of its own, or itself, if that is no worse.
  ///
  /// Regrouped ranks never have more to fetch over all dies; if the fullest die had, or the links took
  /// longer, the plan stays as it is, and so it does where dies are lost.
  ///
  /// - Throws: `ReshardError` where a layout does not fit.
  public func regrouped(
    within block: Int? = nil, on cluster: Cluster
  ) throws(ReshardError) -> TransferPlan {
    guard lost.isEmpty else { return self }
    let other = try TransferPlan(
      catalogue, from: source,
      to: target.regrouped(toOverlap: source, catalogue, within: block), on: cluster)
    let neighbourhood = Neighbourhood(cluster)
    let isBetter =
      other.traffic.total < traffic.total
      && other.traffic.mostReceived <= traffic.mostReceived
      && other.traffic.linkSeconds(neighbourhood).seconds
        <= traffic.linkSeconds(neighbourhood).seconds
    return isBetter ? other : self
  }
}
