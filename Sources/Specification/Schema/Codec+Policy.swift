import Quantities

extension Codec where Value == Policy {
  /// The scheduler's choices.
  static var policy: Codec {
    .record(
      blank: Policy(
        placement: .fused, staleness: 0, dataPath: .distributedQueue, balancesExperts: false),
      [
        Field(
          "placement", \.placement, .placement, "fused | {separate: {training-dies: 384}}",
          isRequired: false),
        Field(
          "staleness", \.staleness, .integer(0...Scenario.stalenessLimit),
          "weight versions a sample may be behind; 0 is synchronous", isRequired: false,
          synonyms: ["eta", "stale-sync"]),
        Field("data-path", \.dataPath, .word, isRequired: false),
        Field(
          "balances-experts", \.balancesExperts, .flag, "over ranks, by their load",
          isRequired: false, synonyms: ["eplb", "edp-balance", "expert-balance"]),
      ])
  }
}

/// What belongs to separate placement.
private struct SeparatePools {
  var trainingDies = 0
}

extension Codec where Value == Placement {
  /// Where rollout and training run.
  static var placement: Codec {
    .variants([
      .word("fused", .fused),
      .carrying(
        "separate", "{training-dies: 384}",
        .record(
          blank: SeparatePools(), isFlat: true,
          [Field("training-dies", \.trainingDies, .integer(1...1 << 20))]),
        make: { .separate(trainingDies: $0.trainingDies) },
        take: {
          guard case .separate(let dies) = $0 else { return nil }
          return SeparatePools(trainingDies: dies)
        }),
    ])
  }
}

extension Codec where Value == FaultPlan {
  /// Faults and the answer to them.
  static var faults: Codec {
    let fault = Codec<Fault>.record(
      blank: Fault(at: .zero, card: 0), isFlat: true,
      [
        Field("at", \.at, .instant),
        Field("card", \.card, .integer(0...(1 << 20) - 1)),
      ])
    return .record(
      blank: FaultPlan(),
      [
        Field("recovery", \.recovery, .word, isRequired: false),
        Field(
          "inject", \.faults, fault.list(atMost: 10_000, isTall: true), "{at: 120 s, card: 17}",
          isRequired: false, synonyms: ["faults", "cards", "list"]),
      ])
  }
}
