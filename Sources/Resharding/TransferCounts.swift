/// What a die has to launch and copy to carry out a transfer plan.
struct TransferCounts {
  /// Messages of the die that sends or receives most of them.
  var messages = 0
  /// Slices that the busiest die packs, unpacks or copies in place; while one end unpacks a message, the
  /// other packs the next.
  var slices = 0
  /// The two dies with most bytes between them.
  var heaviest: (from: Int, to: Int, bytes: Int64) = (0, 0, 0)

  /// Counts, with messages of at most so many bytes.
  init(_ plan: TransferPlan, bucket: Int64) {
    let dies = plan.traffic.dies
    var sent = [Int](repeating: 0, count: dies)
    var received = sent
    var copied = sent
    var pair = [Int64](repeating: 0, count: dies)
    var touched: [Int] = []
    var moves = plan.moves[...]
    while let first = moves.first {
      let to = Int(first.to)
      while let move = moves.first, move.to == first.to {
        moves.removeFirst()
        let from = Int(move.from)
        let bundle = plan.bundles[Int(move.bundle)]
        let pieces = bundle.pieces(of: move.parts)
        copied[to] += pieces
        guard from != to else { continue }
        copied[from] += pieces
        if pair[from] == 0 { touched.append(from) }
        pair[from] += bundle.bytes(move.parts)
      }
      for from in touched {
        let count = Int((pair[from] + bucket - 1) / bucket)
        sent[from] += count
        received[to] += count
        if pair[from] > heaviest.bytes { heaviest = (from, to, pair[from]) }
        pair[from] = 0
      }
      touched.removeAll(keepingCapacity: true)
    }
    messages = max(sent.max() ?? 0, received.max() ?? 0)
    slices = copied.max() ?? 0
  }
}
