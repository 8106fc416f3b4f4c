/// Hands samples to the ranks that have least to do.
///
/// Least is meant in samples, or, where lengths are predicted, in expected tokens: given the longest
/// first, that is the rule of R. L. Graham, "Bounds on multiprocessing timing anomalies", SIAM Journal on
/// Applied Mathematics 17, 1969, which StreamRL (arXiv 2504.15930) uses as well.
///
/// Samples of one prompt share their length more or less; given out one by one to the least loaded
/// rank, they end up on different ranks, so that a long prompt does not gather on one
/// (DataBalance in cann-recipes-train's Qwen3-235B run: tail idle 65 % → 25 %).
///
/// A binary heap by (load, rank); ties go to the lower rank.
public struct Dispatcher: Hashable, Sendable {
  /// Load and rank in one number, the rank in the lowest bits.
  private var heap: [Int]

  private static let rankBits = 20
  /// Loads beyond this are equal.
  private static let most = 1 << 42

  /// Makes a dispatcher from how many samples each rank has, running or waiting.
  ///
  /// `nil` stands for a rank that takes none.
  ///
  /// - Precondition: there are at most 2²⁰ ranks.
  public init(loads: [Int?]) {
    precondition(loads.count <= 1 << Self.rankBits, "\(loads.count) ranks are too many")
    heap = []
    heap.reserveCapacity(loads.count)
    for (rank, load) in loads.enumerated() {
      if let load { heap.append(min(load, Self.most) << Self.rankBits | rank) }
    }
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) {
      siftDown(heap[index], from: index)
    }
  }

  /// Chooses the rank for the next sample and counts it there; `nil` if no rank takes any.
  ///
  /// `load` is what the sample adds: 1 where samples are counted, its expected tokens where these are,
  /// the size of its group where a group goes to one rank.
  ///
  /// - Complexity: O(log *ranks*)
  public mutating func next(adding load: Int = 1) -> Int? {
    guard let least = heap.first else { return nil }
    let rank = least & ((1 << Self.rankBits) - 1)
    let whole = min((least >> Self.rankBits) + min(load, Self.most), Self.most)
    siftDown(whole << Self.rankBits | rank, from: 0)
    return rank
  }

  /// Puts an entry in at a place, or below it where smaller ones are.
  private mutating func siftDown(_ entry: Int, from start: Int) {
    var index = start
    while true {
      var child = 2 * index + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < entry else { break }
      heap[index] = heap[child]
      index = child
    }
    heap[index] = entry
  }
}
