/// Chooses a copy for every slice that is needed, bundle by bundle.
struct Planner {
  let catalogue: TensorCatalogue
  let bundles: [Bundle]
  let source: WeightLayout
  let target: WeightLayout
  let neighbourhood: Neighbourhood
  let lostDies: [Int]
  private let lost: [Bool]
  private(set) var traffic: Traffic
  private var load: [Int64]
  private var turn = 0
  private var moves: [TransferPlan.Move] = []

  init(
    catalogue: TensorCatalogue, bundles: [Bundle], source: WeightLayout, target: WeightLayout,
    neighbourhood: Neighbourhood, lost dies: [Int]
  ) {
    self.catalogue = catalogue
    self.bundles = bundles
    self.source = source
    self.target = target
    self.neighbourhood = neighbourhood
    lostDies = dies.sorted()
    let count = neighbourhood.sizes[4]
    var lost = [Bool](repeating: false, count: count)
    for die in dies where die < count { lost[die] = true }
    self.lost = lost
    traffic = Traffic(dies: count)
    load = [Int64](repeating: 0, count: count)
  }

  /// Plans one bundle for every die that needs it.
  mutating func plan(bundle index: Int) throws(ReshardError) {
    let bundle = bundles[index]
    let map = SourceMap(bundle, in: source, lost: lost)
    for inside in 0..<target.ranksPerStage {
      let slices = target.slices(of: bundle.division, inside: inside, scale: bundle.scale)
      for replica in 0..<target.replicas {
        for stage in bundle.targetStages {
          let die = target.dies[target.rank(inside: inside, stage: stage, replica: replica)]
          guard !lost[die] else { continue }
          for slice in slices where !slice.isEmpty {
            try fetch(slice, of: index, for: die, from: map)
          }
        }
      }
    }
  }

  private mutating func fetch(
    _ slice: Range<Int>, of index: Int, for die: Int, from map: SourceMap
  ) throws(ReshardError) {
    var lower = slice.lowerBound
    var segment = map.segment(at: lower)
    while lower < slice.upperBound {
      guard segment >= 0, segment + 1 < map.bounds.count,
        map.starts[segment] < map.starts[segment + 1]
      else {
        let bundle = bundles[index]
        throw .noCopy(
          tensor: catalogue.tensors[bundle.tensors[0]].name,
          part: bundle.division.words(
            for: lower / bundle.scale..<(slice.upperBound - 1) / bundle.scale + 1),
          die: die, lost: lostDies)
      }
      let upper = min(map.bounds[segment + 1], slice.upperBound)
      let (from, tier) = nearest(map, segment, to: die)
      let bytes = Int64(upper - lower) * bundles[index].partBytes
      traffic.add(bytes, from: from, to: die, tier: tier)
      if tier > 0 { load[from] += bytes }
      append(
        TransferPlan.Move(
          bundle: Int32(index), from: Int32(from), to: Int32(die), lower: Int32(lower),
          upper: Int32(upper)))
      lower = upper
      segment += 1
    }
  }

  private mutating func append(_ move: TransferPlan.Move) {
    if let last = moves.last, last.to == move.to, last.from == move.from,
      last.bundle == move.bundle, last.upper == move.lower
    {
      moves[moves.count - 1] = TransferPlan.Move(
        bundle: move.bundle, from: move.from, to: move.to, lower: last.lower, upper: move.upper)
    } else {
      moves.append(move)
    }
  }

  /// The holder of a segment that is nearest to a die, and of those the one that has sent least.
  private mutating func nearest(_ map: SourceMap, _ segment: Int, to die: Int) -> (
    die: Int, tier: Int
  ) {
    let start = map.starts[segment]
    let end = map.starts[segment + 1]
    for tier in 0..<4 {
      let size = neighbourhood.sizes[tier]
      let first = die / size * size
      let low = Self.lowerBound(map.holders, start, end, Int32(first))
      guard low < end, map.holders[low] < first + size else { continue }
      let high = Self.lowerBound(map.holders, low + 1, end, Int32(first + size))
      return (leastLoaded(map.holders, low..<high), tier)
    }
    return (leastLoaded(map.holders, start..<end), 4)
  }

  /// The holder that has sent least, of all or, where there are many, of a few in a row.
  ///
  /// Those that come next are looked at each time, so that in the end all are asked alike.
  private mutating func leastLoaded(_ holders: [Int32], _ range: Range<Int>) -> Int {
    let few = 32
    guard range.count > few else {
      var best = Int(holders[range.lowerBound])
      for index in range where load[Int(holders[index])] < load[best] {
        best = Int(holders[index])
      }
      return best
    }
    turn += few
    var index = range.lowerBound + turn % range.count
    var best = Int(holders[index])
    for _ in 1..<few {
      index += 1
      if index == range.upperBound { index = range.lowerBound }
      let candidate = Int(holders[index])
      if load[candidate] < load[best] { best = candidate }
    }
    return best
  }

  private static func lowerBound(_ values: [Int32], _ low: Int, _ high: Int, _ x: Int32) -> Int {
    var (low, high) = (low, high)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < x { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// All moves, sorted by destination; those of one destination as they were planned.
  func movesByDestination() -> [TransferPlan.Move] {
    var starts = [Int](repeating: 0, count: neighbourhood.sizes[4] + 1)
    for move in moves { starts[Int(move.to) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    guard let any = moves.first else { return [] }
    var sorted = [TransferPlan.Move](repeating: any, count: moves.count)
    for move in moves {
      sorted[starts[Int(move.to)]] = move
      starts[Int(move.to)] += 1
    }
    return sorted
  }
}
