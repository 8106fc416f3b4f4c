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
