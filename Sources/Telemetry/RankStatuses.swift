/// The data-parallel ranks of a replica.
///
/// All samples of a replica grow by as much at each decode step. So that this need not be written down
/// for every rank, a rank has a base, and `grown` tokens for each of its samples beside.
public struct RankStatuses: Hashable, Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
  /// What a rank holds.
  public struct Share: Hashable, Sendable {
    /// Samples it writes.
    public var running: Int
    /// Tokens in its KV cache, less `grown` for each sample.
    public var base: Double

    /// Makes a rank's share.
    public init(running: Int, base: Double) {
      self.running = running
      self.base = base
    }
  }

  private var shares: [Share]
  private var grown: Double

  /// Makes ranks from what they hold, each of whose samples has grown by so many tokens.
  public init(_ shares: [Share], grown: Double) {
    self.shares = shares
    self.grown = grown
  }

  /// Makes ranks that hold so many tokens.
  public init(_ ranks: [ReplicaStatus.Rank]) {
    self.init(
      ranks.map { Share(running: $0.running, base: Double($0.cacheTokens)) }, grown: 0)
  }

  /// Makes ranks that hold so many tokens.
  public init(arrayLiteral elements: ReplicaStatus.Rank...) { self.init(elements) }

  /// The first rank's place: 0.
  public var startIndex: Int { 0 }
  /// One more than the last rank's.
  public var endIndex: Int { shares.count }

  /// One rank.
  public subscript(rank: Int) -> ReplicaStatus.Rank {
    ReplicaStatus.Rank(running: shares[rank].running, cacheTokens: tokens(shares[rank]))
  }

  /// Samples of all ranks.
  ///
  /// - Complexity: O(ranks)
  public var running: Int { shares.reduce(0) { $0 + $1.running } }

  /// Tokens in the KV caches of all ranks.
  ///
  /// - Complexity: O(ranks)
  public var cacheTokens: Int { shares.reduce(0) { $0 + tokens($1) } }

  /// The first rank that writes fewer samples in another status of the same replica.
  func firstRank(thatShrankTo other: RankStatuses) -> Int? {
    zip(shares, other.shares).enumerated().first { $0.element.1.running < $0.element.0.running }?
      .offset
  }

  mutating func take(_ progress: ReplicaProgress) {
    grown = progress.grown
    shares[Int(progress.rank)] = Share(
      running: Int(progress.rankRunning), base: progress.rankBase)
  }

  /// To the nearest whole token: what a cache holds is never below zero.
  private func tokens(_ share: Share) -> Int {
    Int(share.base + grown * Double(share.running) + 0.5)
  }
}
