import Telemetry

extension Replica {
  /// What telemetry tells of it, where a rank's cache holds so many tokens.
  func status(capacity: Int) -> ReplicaStatus {
    ReplicaStatus(
      firstDie: firstDie, diesPerRank: diesPerRank,
      ranks: ranks.indices.map { rank in
        ReplicaStatus.Rank(
          running: ranks[rank].running, cacheTokens: Int(context(ofRank: rank).rounded()))
      },
      waiting: waiting + reading, cacheCapacity: capacity * ranks.count, version: version,
      secondsPerStep: secondsPerStep, tokensWritten: tokensFinished)
  }
}
