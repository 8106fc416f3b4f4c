import HeapModule

extension StepCosts {
  /// Assigns sequences to data-parallel ranks so that the ranks' token counts come out even.
  ///
  /// The longest first, each to the rank with fewest tokens so far, and to the lower rank where two
  /// have as many. Ranks get counts of sequences that differ by at most one, as frameworks do, so that
  /// all ranks run as many micro-batches. Each rank's sequences keep their order: samples of a prompt
  /// stay neighbours, which matters to a pipeline, since their lengths are alike.
  ///
  /// - Returns: For each rank, indices into `lengths`.
  /// - Complexity: O(n log n)
  public static func balanced(_ lengths: [Int], ranks: Int) -> [[Int]] {
    precondition(ranks > 0, "\(ranks) ranks cannot share sequences")
    let count = lengths.count
    let order = longestFirst(lengths)
    var lightest = Array(0..<ranks)
    var rankOf = [Int](repeating: 0, count: count)
    // Each round of as many sequences as ranks gives one to each: the longest left to the lightest.
    for start in stride(from: 0, to: order.count, by: ranks) {
      for place in start..<min(start + ranks, order.count) {
        let index = order[place]
        rankOf[index] = lightest[place - start] % ranks
        lightest[place - start] += lengths[index] * ranks
      }
      lightest.sort()
    }
    var shares = [[Int]](repeating: [], count: ranks)
    for rank in shares.indices { shares[rank].reserveCapacity(count / ranks + 1) }
    for index in lengths.indices { shares[rankOf[index]].append(index) }
    return shares
  }

  /// Indices of lengths, the longest first, and in their order where two are as long.
  ///
  /// Sorted by digits: lengths have few of them, and a batch is planned anew for every step.
  private static func longestFirst(_ lengths: [Int]) -> [Int] {
    var order = Array(lengths.indices)
    var next = order
    let longest = lengths.max() ?? 0
    var shift = 0
    while longest >> shift > 0 {
      var places = [Int](repeating: 0, count: 2049)
      for length in lengths { places[((longest - length) >> shift & 2047) + 1] += 1 }
      for digit in 1...2048 { places[digit] += places[digit - 1] }
      for index in order {
        let digit = (longest - lengths[index]) >> shift & 2047
        next[places[digit]] = index
        places[digit] += 1
      }
      swap(&order, &next)
      shift += 11
    }
    return order
  }

  /// Packs sequences into micro-batches of at most `limit` tokens, as many on every rank.
  ///
  /// What verl calls a dynamic batch size and MindSpeed-RL packing: the longest sequence first, each to
  /// the micro-batch with fewest tokens. As in verl (`verl/utils/seqlen_balancing.py`), those with
  /// most work in attention then stand beside and behind one another, so that ranks and stages that wait
  /// for each other have alike ones. A sequence longer than the limit has a micro-batch to itself.
  ///
  /// - Returns: For each rank, its micro-batches.
  /// - Complexity: O(n log n)
  static func packed(_ lengths: [Int], ranks: Int, limit: Int) -> [[MicroBatch]] {
    precondition(ranks > 0 && limit > 0, "\(ranks) ranks cannot share sequences by \(limit) tokens")
    let order = lengths.sorted(by: >)
    guard let longest = order.first else { return Array(repeating: [], count: ranks) }
    let limit = max(limit, longest)
    let total = lengths.reduce(0, +)
    var perRank = max(1, (total + limit * ranks - 1) / (limit * ranks))
    var batches = pack(order, into: perRank * ranks)
    while batches.contains(where: { $0.tokens > limit }) {
      perRank += 1
      batches = pack(order, into: perRank * ranks)
    }
    batches.sort { ($0.pairs, $0.tokens) > ($1.pairs, $1.tokens) }
    return (0..<ranks).map { rank in
      stride(from: rank, to: batches.count, by: ranks).map { batches[$0] }
        .filter { $0.tokens > 0 }
    }
  }

  /// Each sequence, in order, to the micro-batch with fewest tokens.
  private static func pack(_ lengths: [Int], into count: Int) -> [MicroBatch] {
    var batches = Array(repeating: MicroBatch(), count: count)
    var lightest = Heap((0..<count).map { Load(tokens: 0, place: $0) })
    for length in lengths {
      guard let least = lightest.min else { break }
      batches[least.place].add(length)
      lightest.replaceMin(with: Load(tokens: least.tokens + length, place: least.place))
    }
    return batches
  }

  private struct Load: Comparable {
    var tokens: Int
    var place: Int

    static func < (lhs: Load, rhs: Load) -> Bool {
      (lhs.tokens, lhs.place) < (rhs.tokens, rhs.place)
    }
  }
}
