/// The samples of one replica.
public struct ReplicaStatus: Hashable, Sendable {
  /// One data-parallel rank of the replica.
  public struct Rank: Hashable, Sendable {
    /// Samples it writes.
    public var running: Int
    /// Tokens in its KV cache.
    public var cacheTokens: Int

    /// Makes a rank's status.
    public init(running: Int, cacheTokens: Int) {
      self.running = running
      self.cacheTokens = cacheTokens
    }
  }

  /// The first die of the replica; its ranks follow one another from there.
  public var firstDie: Int
  /// Dies of one rank.
  public var diesPerRank: Int
  /// Its data-parallel ranks.
  public private(set) var ranks: RankStatuses
  /// Samples handed to it that wait for room in the KV cache, or whose prompts are read beside decode.
  public private(set) var waiting: Int
  /// Tokens that its KV caches can hold; 0 where that is not known.
  public var cacheCapacity: Int
  /// The weight version it runs.
  public var version: Int
  /// Time of one decode step as of now, in seconds; 0 when nothing runs.
  public private(set) var secondsPerStep: Double
  /// Response tokens it has written since the start of the run.
  public private(set) var tokensWritten: Int

  /// Makes a replica's status.
  public init(
    firstDie: Int, diesPerRank: Int, ranks: RankStatuses, waiting: Int, cacheCapacity: Int = 0,
    version: Int, secondsPerStep: Double, tokensWritten: Int
  ) {
    self.firstDie = firstDie
    self.diesPerRank = diesPerRank
    self.ranks = ranks
    self.waiting = waiting
    self.cacheCapacity = cacheCapacity
    self.version = version
    self.secondsPerStep = secondsPerStep
    self.tokensWritten = tokensWritten
  }

  /// Samples that it writes.
  public var running: Int { ranks.running }
  /// Tokens in its KV caches.
  public var cacheTokens: Int { ranks.cacheTokens }

  /// The dies of one of its ranks.
  public func dies(ofRank rank: Int) -> Range<Int> {
    let first = firstDie + rank * diesPerRank
    return first..<first + diesPerRank
  }

  /// Goes on.
  ///
  /// - Precondition: the progress is of this replica, and has a rank that it has.
  public mutating func take(_ progress: ReplicaProgress) {
    ranks.take(progress)
    waiting = Int(progress.waiting)
    secondsPerStep = progress.secondsPerStep
    tokensWritten = progress.tokensWritten
  }
}
