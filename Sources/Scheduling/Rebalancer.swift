/// Evens out running samples over ranks, so that none needs a larger captured graph than the others.
///
/// The objectives of the sequence-level rebalance in cann-recipes-train
/// (`docs/features/rollout_rebalance.md`), in their order: the smallest largest bucket over all ranks;
/// then the fewest migrations; then flows spread over ranks.
public struct Rebalancer: Hashable, Sendable {
  /// Samples that go from one rank to another.
  public struct Move: Hashable, Sendable {
    /// The rank that gives them up.
    public var from: Int
    /// The rank that takes them.
    public var to: Int
    /// How many.
    public var samples: Int

    /// Makes a move.
    public init(from: Int, to: Int, samples: Int) {
      self.from = from
      self.to = to
      self.samples = samples
    }
  }

  private let buckets: [Int]

  /// Makes a rebalancer for graphs captured for some batch sizes.
  ///
  /// Where there are no graphs of several sizes, powers of two serve instead: what a smaller batch saves
  /// grows as slowly.
  public init(buckets: [Int]) {
    let powers = (0..<24).map { 1 << $0 }
    self.buckets = buckets.isEmpty ? powers : buckets.sorted()
  }

  /// The batch size that a graph was captured for and that some samples are padded to.
  public func bucket(for samples: Int) -> Int {
    buckets.first { $0 >= samples } ?? samples
  }

  /// Tells what moves where: nothing if the largest bucket would stay.
  ///
  /// - Parameter running: samples in the batch of each rank, `nil` for ranks that take no part.
  /// - Returns: moves, from the busiest ranks first and each to the rank with fewest.
  /// - Complexity: O(ranks) where nothing moves.
  public func moves(running: [Int?]) -> [Move] {
    var most = 0
    var total = 0
    var ranks = 0
    for samples in running {
      guard let samples else { continue }
      most = max(most, samples)
      total += samples
      ranks += 1
    }
    guard ranks > 1, total > 0 else { return [] }
    let target = bucket(for: (total + ranks - 1) / ranks)
    guard most > target else { return [] }
    return moves(from: running, to: target)
  }

  private func moves(from running: [Int?], to target: Int) -> [Move] {
    var surplus: [(rank: Int, samples: Int)] = []
    for (rank, samples) in running.enumerated() {
      if let samples, samples > target { surplus.append((rank, samples - target)) }
    }
    surplus.sort { $0.samples != $1.samples ? $0.samples > $1.samples : $0.rank < $1.rank }
    var dispatcher = Dispatcher(loads: running.map { $0.flatMap { $0 < target ? $0 : nil } })
    var moves: [Move] = []
    for (rank, samples) in surplus {
      for _ in 0..<samples {
        guard let receiver = dispatcher.next() else { return moves }
        if let same = moves.lastIndex(where: { $0.from == rank && $0.to == receiver }) {
          moves[same].samples += 1
        } else {
          moves.append(Move(from: rank, to: receiver, samples: 1))
        }
      }
    }
    return moves
  }
}
