extension WeightLayout {
  /// Parts that each unit is split into, so that shards begin and end on whole parts.
  ///
  /// 1 unless copies are sharded.
  func parts(of division: Division) -> Int {
    guard shardsCopies else { return 1 }
    return max(1, ranksPerStage / copyStride(of: division))
  }

  /// Ranks apart that the copies of a slice stand inside a stage.
  private func copyStride(of division: Division) -> Int {
    division.isOfExperts && !cutsExperts ? max(1, expert) : tensor
  }

  /// The ranges of units that a rank inside a stage holds, in order, `scale` parts to a unit.
  ///
  /// - Precondition: `scale` is a multiple of `parts(of:)`.
  func slices(of division: Division, inside: Int, scale: Int) -> [Range<Int>] {
    let whole = unitRanges(of: division, inside: inside)
    let parts = parts(of: division)
    let shard = inside / copyStride(of: division) % parts
    return whole.map { range in
      let lower = range.lowerBound * scale
      let share = range.count * (scale / parts)
      return lower + share * shard..<lower + share * (shard + 1)
    }
  }

  private func unitRanges(of division: Division, inside: Int) -> [Range<Int>] {
    let rank = inside % tensor
    switch division {
    case .whole: return [0..<1]
    case .heads(let count), .width(let count), .vocabulary(let count):
      return [Self.share(rank, of: tensor, count)]
    case .shared(let count, let routed):
      guard slotsShared else { return [Self.share(rank, of: tensor, count)] }
      let slots = Self.share(inside % max(1, expert), of: max(1, expert), slots(routed: routed))
      return [0..<(slots.lowerBound < sharedReplicas && !slots.isEmpty ? count : 0)]
    case .keyValueHeads(let count):
      guard tensor > count else { return [Self.share(rank, of: tensor, count)] }
      let head = rank * count / tensor
      return [head..<head + 1]
    case .experts(let count, let width):
      guard !cutsExperts else {
        guard tensor > 1 else { return [0..<count * width] }
        let share = Self.share(rank, of: tensor, width)
        return (0..<count).map { $0 * width + share.lowerBound..<$0 * width + share.upperBound }
      }
      return experts(of: inside % max(1, expert), count: count).map {
        $0.lowerBound * width..<$0.upperBound * width
      }
    }
  }

  /// The experts of an expert rank: its share of all slots, the spare ones last.
  ///
  /// Which experts are hot is known only while rollout runs; spares begin with the first expert.
  private func experts(of rank: Int, count: Int) -> [Range<Int>] {
    let slots = Self.share(rank, of: max(1, expert), slots(routed: count))
    let before = slotsShared ? sharedReplicas : 0
    var isHeld = [Bool](repeating: false, count: count)
    for slot in slots where slot >= before { isHeld[(slot - before) % count] = true }
    var held: [Range<Int>] = []
    for index in 0..<count where isHeld[index] {
      if let last = held.last, last.upperBound == index {
        held[held.count - 1] = last.lowerBound..<index + 1
      } else {
        held.append(index..<index + 1)
      }
    }
    return held
  }

  private static func share(_ rank: Int, of ranks: Int, _ count: Int) -> Range<Int> {
    count * rank / ranks..<count * (rank + 1) / ranks
  }
}
