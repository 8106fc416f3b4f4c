extension StepCosts {
  /// Assigns sequences to data-parallel ranks so that the ranks' token counts come out even.
  ///
  /// The longest first, each to the rank with fewest tokens so far, and to the lower rank where two
  /// have as many. Ranks get counts of sequences that differ by at most one, as frameworks do, so that
  /// all ranks run as many micro-batches. Each rank's sequences keep their order: samples of a prompt
  /// stay neighbours, which matters to a pipeline, since their lengths are alike.
  ///
  /// - Returns: For each rank, indices into `lengths`.
  /// - Complexity: O(n log n + n · ranks)
  public static func balanced(_ lengths: [Int], ranks: Int) -> [[Int]] {
    precondition(ranks > 0, "\(ranks) ranks cannot share sequences")
    var shares = [[Int]](repeating: [], count: ranks)
    let order = lengths.indices.sorted {
      lengths[$0] != lengths[$1] ? lengths[$0] > lengths[$1] : $0 < $1
    }
    var sums = [Int](repeating: 0, count: ranks)
    // Each round of as many sequences as ranks gives one to each: the longest left to the lightest.
    var start = 0
    while start < order.count {
      let round = order[start..<min(start + ranks, order.count)]
      let lightest = sums.indices.sorted { (sums[$0], $0) < (sums[$1], $1) }
      for (rank, index) in zip(lightest, round) {
        shares[rank].append(index)
        sums[rank] += lengths[index]
      }
      start += ranks
    }
    return shares.map { $0.sorted() }
  }
}
