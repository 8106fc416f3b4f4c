extension Codec where Value == Policy {
  /// The scheduler's choices.
  static var policy: Codec {
    .record(
      blank: Policy(
        placement: .fused, staleness: 0, dataPath: .distributedQueue, balancesExperts: false),
      [
        Field(
          "placement", \.placement, .placement,
          "fused | colocated | {separate: {training-dies: 384}} | {mixed: {...}}",
          isRequired: false),
        Field(
          "staleness", \.staleness, .integer(0...Scenario.stalenessLimit),
          "weight versions a sample may be behind; 0 is synchronous", isRequired: false,
          synonyms: ["eta", "stale-sync"]),
        Field("coupling", \.coupling, .word, isRequired: false),
        Field("data-path", \.dataPath, .word, isRequired: false),
        Field(
          "queue-capacity", \.queueCapacity, Codec<Int>.integer(1...1 << 20).optional,
          "groups at most; a full one holds rollout back", isRequired: false,
          synonyms: ["capacity"]),
        Field(
          "max-concurrent", \.maxConcurrent, Codec<Int>.integer(1...1 << 20).optional,
          "groups written at a time", isRequired: false, synonyms: ["max-concurrent-rollouts"]),
        Field(
          "tail", \.tail, .tail,
          "wait | {partial: 0.8} | {over-provision: 1.25} | migrate",
          isRequired: false, synonyms: ["partial-rollout"]),
        Field(
          "dispatch", \.dispatch, .dispatch,
          "grouped | interleaved | round-robin | {longest-first: 0.5}",
          isRequired: false, synonyms: ["routing"]),
        Field(
          "balances-experts", \.balancesExperts, .flag, "over ranks, by their load",
          isRequired: false, synonyms: ["eplb", "edp-balance", "expert-balance"]),
        Field("memory", \.memory, .word, "on shared dies", isRequired: false),
        Field(
          "reshard", \.reshard, .word, isRequired: false,
          synonyms: ["reshard-strategy", "weight-sync"]),
        Field(
          "reshard-bucket", \.reshardBucket, .bucket, "for a die's messages, point-to-point",
          isRequired: false, synonyms: ["bucket", "bucket-size"]),
        Field(
          "reshard-overlap", \.reshardOverlap, .word, isRequired: false,
          synonyms: ["overlap", "streaming-update"]),
        Field(
          "reshard-backend", \.reshardBackend, .word, isRequired: false,
          synonyms: ["weight-sync-backend", "checkpoint-engine"]),
        Field(
          "reshard-order", \.reshardOrder, .word, isRequired: false, synonyms: ["rank-order"]),
      ])
  }
}
