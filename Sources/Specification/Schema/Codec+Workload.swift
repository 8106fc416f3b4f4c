extension Codec where Value == Workload {
  /// What each step works on.
  static var workload: Codec { learnedFrom.withDefaults(serving) { $0.has("arrivals") } }

  /// What a run that serves may leave out: a thousand requests make a record, of one sample each.
  private static var serving: [(key: String, value: YAMLNode.Content)] {
    [
      ("prompts-per-step", .scalar("1000", isPlain: true)),
      ("samples-per-prompt", .scalar("1", isPlain: true)),
    ]
  }

  private static var learnedFrom: Codec {
    .record(
      blank: Workload(
        promptsPerStep: 0, samplesPerPrompt: 0, promptLength: .fixed(0), responseLength: .fixed(0),
        source: .given),
      source: \.source,
      [
        Field(
          "prompts-per-step", \.promptsPerStep, .integer(1...1 << 20),
          "or requests a record, where they arrive",
          synonyms: ["batch-size", "gbs", "train-batch-size", "prompts"]),
        Field(
          "samples-per-prompt", \.samplesPerPrompt, .integer(1...65_536), "a group",
          synonyms: ["n", "group-size", "samples"]),
        Field("prompt-length", \.promptLength, .lengths, "tokens: fixed | log-normal | measured"),
        Field("response-length", \.responseLength, .lengths, "the same"),
        Field(
          "arrivals", \.arrivals, Codec<Arrivals>.arrivals.optional,
          "at-once | poisson | measured: no training", isRequired: false,
          synonyms: ["requests", "rate", "qps", "request-rate"]),
        Field(
          "log-probability-passes", \.logProbabilityPasses, .integer(0...4),
          "over a batch before the update: reference, and policy", isRequired: false),
        Field("source", \.source, .source, isRequired: false),
      ])
  }
}

extension Codec where Value == LengthDistribution {
  /// How lengths are drawn; a bare number is a fixed length.
  static var lengths: Codec {
    let tokens = Codec<Int>.integer(1...MeasuredLengths.longest)
    let drawn = Codec.variants([
      .carrying(
        "fixed", "1024", tokens, make: { .fixed($0) },
        take: {
          guard case .fixed(let length) = $0 else { return nil }
          return length
        }),
      .carrying(
        "log-normal", "{mean: 4280, sigma: 1, cap: 20480, correlation: 0.8}", .logNormal,
        make: { .logNormal($0) },
        take: {
          guard case .logNormal(let lengths) = $0 else { return nil }
          return lengths
        }),
      .carrying(
        "measured", "{file: lengths.csv, column: tokens, group: 16}", .measured,
        make: { .measured($0) },
        take: {
          guard case .measured(let lengths) = $0 else { return nil }
          return lengths
        }),
    ])
    return Codec(
      read: { node, base, reading throws(ScenarioError) in
        if let text = node.text, WholeNumber(text) != nil {
          return .fixed(try tokens.read(node, nil, &reading))
        }
        return try drawn.read(node, base, &reading)
      },
      write: drawn.write, check: drawn.check)
  }
}

extension Codec where Value == LogNormalLengths {
  /// A log-normal length with a cap.
  static var logNormal: Codec {
    .record(
      blank: LogNormalLengths(mean: 0, sigma: 0, cap: 0, correlation: 0), isFlat: true,
      [
        Field("mean", \.mean, .number(1, Double(MeasuredLengths.longest))),
        Field("sigma", \.sigma, .number(0.01, 5)),
        Field("cap", \.cap, .integer(2...MeasuredLengths.longest), synonyms: ["max"]),
        Field("correlation", \.correlation, .share()),
      ])
  }
}
