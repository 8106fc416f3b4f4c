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

/// Bytes that a place in one layout and a place in another have in common.
struct Overlap {
  private let width: Int
  private var table: [Int64]

  init(
    _ catalogue: TensorCatalogue, from source: WeightLayout, to target: WeightLayout
  ) throws(ReshardError) {
    width = target.ranksPerStage * target.stages.count
    table = [Int64](
      repeating: 0, count: source.ranksPerStage * source.stages.count * width)
    for group in Self.grouped(try Bundle.all(catalogue, from: source, to: target)) {
      let first = group[0]
      let held = (0..<source.ranksPerStage).map {
        source.slices(of: first.division, inside: $0, scale: first.scale)
      }
      let needed = (0..<target.ranksPerStage).map {
        target.slices(of: first.division, inside: $0, scale: first.scale)
      }
      for (here, heldSlices) in held.enumerated() {
        for (there, neededSlices) in needed.enumerated() {
          let parts = Int64(ReshardBound.overlap(heldSlices, neededSlices))
          guard parts > 0 else { continue }
          for bundle in group {
            for stage in bundle.sourceStages {
              let row = (here + source.ranksPerStage * stage) * width
              for other in bundle.targetStages {
                table[row + there + target.ranksPerStage * other] += parts * bundle.partBytes
              }
            }
          }
        }
      }
    }
  }

  /// Bytes that two places share.
  func bytes(_ source: Int, _ target: Int) -> Int64 { table[source * width + target] }

  /// Bundles that are divided alike, whatever their stages.
  private static func grouped(_ bundles: [Bundle]) -> [[Bundle]] {
    var groups: [[Bundle]] = []
    for bundle in bundles {
      if let index = groups.firstIndex(where: {
        $0[0].division == bundle.division && $0[0].scale == bundle.scale
      }) {
        groups[index].append(bundle)
      } else {
        groups.append([bundle])
      }
    }
    return groups
  }
}
