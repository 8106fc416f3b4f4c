import Telemetry

/// What telemetry tells of a replica.
extension Replica {
  /// Tokens by which each running sample's context has grown beside its rank's base.
  private var grown: Double { tokensPerStep * Double(steps) }

  /// All of it, where a rank's cache holds so many tokens.
  func status(capacity: Int) -> ReplicaStatus {
    ReplicaStatus(
      firstDie: firstDie, diesPerRank: diesPerRank,
      ranks: RankStatuses(
        ranks.map { RankStatuses.Share(running: $0.running, base: $0.base) }, grown: grown),
      waiting: waiting + reading, cacheCapacity: capacity * ranks.count, version: version,
      secondsPerStep: secondsPerStep, tokensWritten: tokensFinished)
  }

  /// What changed with the end of a rank's sample, where no other came or went.
  func progress(
    ofRank rank: Int, of index: Int, length: Int32?, load: DieLoad?
  ) -> ReplicaProgress {
    ReplicaProgress(
      replica: Int32(index), rank: Int32(rank), rankRunning: Int32(ranks[rank].running),
      running: Int32(running), waiting: Int32(waiting + reading), rankBase: ranks[rank].base,
      grown: grown, secondsPerStep: secondsPerStep, tokensWritten: tokensFinished, length: length,
      load: load)
  }

  /// What is in batches and lines, so that one can tell whether anything but an end changed it.
  struct Line: Equatable, Sendable {
    var waiting: Int
    var reading: Int
    var preemptions: Int
    var mode: Mode
  }

  /// The line as it is now.
  var line: Line {
    Line(waiting: waiting, reading: reading, preemptions: preemptions, mode: mode)
  }
}
