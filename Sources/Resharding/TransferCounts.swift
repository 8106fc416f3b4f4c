/// What dies have to launch and copy to carry out a transfer plan, or a part of it.
struct TransferCounts {
  /// Messages of the die that sends or receives most of them.
  private(set) var messages = 0
  /// Slices that the busiest die packs, unpacks or copies in place; while one end unpacks a message, the
  /// other packs the next.
  private(set) var slices = 0
  /// The most bytes between two dies.
  private(set) var heaviest: Int64 = 0
  /// The flow that takes a link longest; `nil` where nothing moves.
  private(set) var slowest: Flow?
  private let neighbourhood: Neighbourhood

  /// Counts moves of bundles that are wanted, with messages of at most so many bytes.
  ///
  /// What a dense exchange brings to a die from others is counted with them.
  init(
    _ plan: TransferPlan, _ neighbourhood: Neighbourhood, message: Int64,
    beside dense: DenseExchange? = nil, where isWanted: (Bundle) -> Bool = { _ in true }
  ) {
    self.neighbourhood = neighbourhood
    let dies = plan.traffic.dies
    var sent = [Int](repeating: 0, count: dies)
    var received = sent
    var copied = sent
    var pair = [Int64](repeating: 0, count: dies)
    var touched: [Int] = []
    func add(_ bytes: Int64, from: Int) {
      if pair[from] == 0 { touched.append(from) }
      pair[from] += bytes
    }
    let wanted = plan.bundles.map(isWanted)
    var moves = plan.moves[...]
    for to in plan.target.dies.sorted() {
      dense?.forEachFlow(to: to) { add($0, from: $1) }
      while let move = moves.first, Int(move.to) == to {
        moves.removeFirst()
        guard wanted[Int(move.bundle)] else { continue }
        let from = Int(move.from)
        let bundle = plan.bundles[Int(move.bundle)]
        let pieces = bundle.pieces(of: move.parts)
        copied[to] += pieces
        guard from != to else { continue }
        copied[from] += pieces
        add(bundle.bytes(move.parts), from: from)
      }
      for from in touched {
        let count = Int((pair[from] + message - 1) / message)
        sent[from] += count
        received[to] += count
        take(pair[from], from: from, to: to)
        pair[from] = 0
      }
      touched.removeAll(keepingCapacity: true)
    }
    messages = max(sent.max() ?? 0, received.max() ?? 0)
    slices = copied.max() ?? 0
  }

  private mutating func take(_ bytes: Int64, from: Int, to: Int) {
    heaviest = max(heaviest, bytes)
    let flow = Flow(from: from, to: to, bytes: bytes, neighbourhood)
    if let slowest, slowest.seconds >= flow.seconds { return }
    slowest = flow
  }
}
