/// A sample ended, and the replica that wrote it went on as before but for that sample's rank.
///
/// Most of what happens in a rollout is this: so all of it is one event, without references.
public struct ReplicaProgress: Hashable, Sendable {
  /// The replica.
  public var replica: Int32
  /// The rank whose batch changed, counted in the replica.
  public var rank: Int32
  /// Samples of that rank.
  public var rankRunning: Int32
  /// Samples of all its ranks.
  public var running: Int32
  /// Samples that wait, as `ReplicaStatus` counts them.
  public var waiting: Int32
  /// Tokens in that rank's KV cache, less `grown` for each sample that runs.
  public var rankBase: Double
  /// Tokens by which each running sample, on any rank, has grown since bases were told.
  public var grown: Double
  /// Time of one decode step as of now, in seconds; 0 when nothing runs.
  public var secondsPerStep: Double
  /// Response tokens it has written since the start of the run.
  public var tokensWritten: Int
  /// Response tokens of the sample; `nil` for one that was given up at that very instant.
  public var length: Int32?
  /// How hard the rank's dies work from now on; `nil` where they have nothing left to write.
  public var load: DieLoad?

  /// Makes a progress.
  public init(
    replica: Int32, rank: Int32, rankRunning: Int32, running: Int32, waiting: Int32,
    rankBase: Double, grown: Double, secondsPerStep: Double, tokensWritten: Int,
    length: Int32?, load: DieLoad?
  ) {
    self.replica = replica
    self.rank = rank
    self.rankRunning = rankRunning
    self.running = running
    self.waiting = waiting
    self.rankBase = rankBase
    self.grown = grown
    self.secondsPerStep = secondsPerStep
    self.tokensWritten = tokensWritten
    self.length = length
    self.load = load
  }
}
