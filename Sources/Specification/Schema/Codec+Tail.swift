extension Codec where Value == Tail {
  /// What is done about the samples that end last.
  static var tail: Codec {
    let factor = Codec<Double>.number(1, 4)
    return .variants([
      .word("wait", .wait),
      .carrying(
        "partial", "0.8", .share(above: 0.1), make: { .partial(share: $0) },
        take: {
          guard case .partial(let share) = $0 else { return nil }
          return share
        }),
      .carrying(
        "over-provision", "1.25", factor, make: { .overProvision(factor: $0) },
        take: {
          guard case .overProvision(let factor) = $0 else { return nil }
          return factor
        }),
      .carrying(
        "tail-batching", "1.25", factor, make: { .tailBatching(factor: $0) },
        take: {
          guard case .tailBatching(let factor) = $0 else { return nil }
          return factor
        }),
      .word("migrate", .migrate),
    ])
  }
}

extension Codec where Value == SampleDispatch {
  /// To which ranks samples go.
  static var dispatch: Codec {
    .variants([
      .word("grouped", .grouped),
      .word("interleaved", .interleaved),
      .word("round-robin", .roundRobin),
      .carrying(
        "longest-first", "0.5", .number(0, 5), make: { .longestFirst(error: $0) },
        take: {
          guard case .longestFirst(let error) = $0 else { return nil }
          return error
        }),
    ])
  }
}
