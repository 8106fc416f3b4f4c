/// Who holds which parts of a bundle: consecutive segments, each with its holders in order of dies.
struct SourceMap {
  private(set) var bounds: [Int] = []
  /// Holders of each segment, from `starts[i]` to `starts[i + 1]` in `holders`.
  private(set) var starts: [Int] = [0]
  private(set) var holders: [Int32] = []

  init(_ bundle: Bundle, in layout: WeightLayout, lost: [Bool]) {
    var pieces: [(range: Range<Int>, die: Int32)] = []
    for inside in 0..<layout.ranksPerStage {
      let slices = layout.slices(of: bundle.division, inside: inside, scale: bundle.scale)
      for replica in 0..<layout.replicas {
        for stage in bundle.sourceStages {
          let die = layout.dies[layout.rank(inside: inside, stage: stage, replica: replica)]
          guard !(die < lost.count && lost[die]) else { continue }
          for slice in slices where !slice.isEmpty { pieces.append((slice, Int32(die))) }
        }
      }
    }
    bounds = Self.unique(pieces.flatMap { [$0.range.lowerBound, $0.range.upperBound] })
    guard bounds.count > 1 else { return }
    fill(pieces)
  }

  /// Sorts holders into segments: a counting sort over the segments that each piece covers.
  private mutating func fill(_ pieces: [(range: Range<Int>, die: Int32)]) {
    let segments = bounds.count - 1
    var counts = [Int](repeating: 0, count: segments + 1)
    let spans = pieces.map { segment(at: $0.range.lowerBound)..<segment(at: $0.range.upperBound) }
    for span in spans { for index in span { counts[index + 1] += 1 } }
    for index in 1..<counts.count { counts[index] += counts[index - 1] }
    starts = counts
    holders = [Int32](repeating: 0, count: counts[segments])
    for (span, piece) in zip(spans, pieces) {
      for index in span {
        holders[counts[index]] = piece.die
        counts[index] += 1
      }
    }
    for index in 0..<segments { holders[starts[index]..<starts[index + 1]].sort() }
  }

  /// The segment that a position stands in; the number of segments behind the last bound.
  func segment(at position: Int) -> Int {
    var low = 0
    var high = bounds.count
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] <= position { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  private static func unique(_ values: [Int]) -> [Int] {
    var result: [Int] = []
    for value in values.sorted() where value != result.last { result.append(value) }
    return result
  }
}
