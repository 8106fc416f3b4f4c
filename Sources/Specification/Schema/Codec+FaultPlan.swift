import Quantities

extension Codec where Value == FaultPlan {
  /// Faults and the answer to them.
  static var faults: Codec {
    let card = Codec<Int>.integer(0...(1 << 20) - 1)
    let slowdown = Codec<Double>.number(1, 1000).optional
    let span = Codec<SimDuration>.span.optional
    let fault = Codec<Fault>.record(
      blank: Fault(at: .zero), isFlat: true,
      [
        Field("at", \.at, .instant), Field("card", \.card, card.optional, isRequired: false),
        Field("server", \.server, card.optional, isRequired: false),
        Field("link", \.link, card.optional, isRequired: false),
        Field("slowdown", \.slowdown, slowdown, isRequired: false, synonyms: ["factor"]),
        Field("lasting", \.lasting, span, isRequired: false, synonyms: ["for"]),
      ])
    let rate = Codec<FaultRate>.record(
      blank: FaultRate(hits: .card, every: .zero), isFlat: true,
      [
        Field("hits", \.hits, .word), Field("every", \.every, .span),
        Field("slowdown", \.slowdown, slowdown, isRequired: false, synonyms: ["factor"]),
        Field("lasting", \.lasting, span, isRequired: false, synonyms: ["for"]),
      ])
    let straggler = Codec<Straggler>.record(
      blank: Straggler(card: 0, slowdown: 1), isFlat: true,
      [
        Field("card", \.card, card),
        Field("slowdown", \.slowdown, .number(1, 1000), synonyms: ["factor"]),
      ])
    return .record(
      blank: FaultPlan(),
      [
        Field("recovery", \.recovery, .word, isRequired: false),
        Field(
          "restart", \.restart, span, "how long a restart takes; none for the published time",
          isRequired: false),
        Field(
          "inject", \.faults, fault.list(atMost: 10_000, isTall: true),
          "{at: 120 s, card: 17}, or server or link",
          isRequired: false, synonyms: ["faults", "cards", "list"]),
        Field(
          "mean-time-between", \.meanTimeBetween, Codec<SimDuration>.span.optional,
          "of faults by chance, on any card", isRequired: false, synonyms: ["mtbf", "rate"]),
        Field(
          "rates", \.rates, rate.list(atMost: 100, isTall: true),
          "{hits: server, every: 7200 s, slowdown: 2, lasting: 600 s}", isRequired: false),
        Field(
          "repair", \.repair, span, "how long a card is away without a spare; none for good",
          isRequired: false),
        Field("spares", \.spares, .integer(0...1 << 20), "cards", isRequired: false),
        Field(
          "stragglers", \.stragglers, straggler.list(atMost: 10_000, isTall: true),
          "{card: 17, slowdown: 1.5}", isRequired: false, synonyms: ["slow-cards"]),
      ])
  }
}

extension Codec where Value == SimDuration {
  /// A span of simulated time, up to a year.
  static var span: Codec {
    let instant = Codec<SimTime>.instant
    return Codec(
      read: { node, _, reading throws(ScenarioError) in
        try instant.read(node, nil, &reading) - .zero
      },
      write: { span, style in instant.write(.zero + span, style) },
      check: { span, path, problems in instant.check(.zero + span, path, &problems) })
  }
}
