extension Codec where Value == TrainingLayout {
  /// How training is spread; may be taken from a known scenario by its name.
  static var training: Codec {
    let degree = Codec<Int>.integer(1...65_536)
    let degrees: [Field<TrainingLayout>] = [
      Field("tp", \.tensor, degree, "tensor parallel", isRequired: false, synonyms: ["tensor"]),
      Field(
        "pp", \.pipeline, degree, "pipeline stages", isRequired: false, synonyms: ["pipeline"]),
      Field(
        "vpp", \.virtualPipeline, .integer(1...256), "virtual stages a stage", isRequired: false,
        synonyms: ["virtual-pipeline"]),
      Field(
        "ep", \.expert, degree, "expert parallel; divides tp · cp · dp", isRequired: false,
        synonyms: ["expert"]),
      Field("cp", \.context, degree, "context parallel", isRequired: false, synonyms: ["context"]),
    ]
    let choices: [Field<TrainingLayout>] = [
      Field("micro-batch", \.microBatch, .integer(1...4096), "sequences", isRequired: false),
      Field(
        "micro-batch-tokens", \.microBatchTokens, Codec<Int>.integer(1...1 << 24).optional,
        "packed up to so many, instead of by number", isRequired: false,
        synonyms: ["dynamic-batch", "packing"]),
      Field(
        "precision", \.precision, .word, "of matrix products", isRequired: false,
        synonyms: ["dtype"]),
      Field(
        "gradients", \.gradients, .word, "as they are added up", isRequired: false,
        synonyms: ["grad-reduce-in-fp32"]),
      Field("recomputation", \.recomputation, .word, isRequired: false, synonyms: ["recompute"]),
      Field(
        "recomputed-layers", \.recomputedLayers, Codec<Int>.integer(0...10_000).optional,
        "of each stage; none for all", isRequired: false, synonyms: ["recompute-num-layers"]),
      Field("schedule", \.schedule, .word, isRequired: false),
      Field(
        "shards-optimizer", \.shardsOptimizer, .flag, "ZeRO-1", isRequired: false,
        synonyms: ["zero", "distributed-optimizer"]),
      Field(
        "shards-parameters", \.shardsParameters, .flag, "ZeRO-3", isRequired: false,
        synonyms: ["fsdp", "zero3"]),
      Field(
        "overlaps-reduction", \.overlapsReduction, .flag, "of gradients, with compute",
        isRequired: false, synonyms: ["overlap-grad-reduce"]),
      Field(
        "swaps-optimizer", \.swapsOptimizer, .flag, "its state rests in host memory",
        isRequired: false, synonyms: ["offload-optimizer"]),
      Field("exchange", \.exchange, .word, "of tokens between experts", isRequired: false),
      Field(
        "exchange-precision", \.exchangePrecision, .word, "of tokens to experts",
        isRequired: false, synonyms: ["dispatch-dtype"]),
      Field("dispatch", \.dispatch, .word, "of operators", isRequired: false),
      Field("fuses-operators", \.fusesOperators, .flag, isRequired: false),
      Field(
        "attention-kernel", \.attentionKernel, .word, isRequired: false,
        synonyms: ["flash-attention"]),
      Field(
        "overlaps-tensor-exchange", \.overlapsTensorExchange, .flag,
        "behind the products it feeds", isRequired: false, synonyms: ["tp-comm-overlap"]),
      Field(
        "splits-sequence", \.splitsSequence, .flag, "element-wise work over tp", isRequired: false,
        synonyms: ["sequence-parallel"]),
      Field(
        "layers-per-stage", \.layersPerStage,
        Codec<Int>.integer(1...10_000).list(atMost: 10_000).optional,
        "none for as even as can be", isRequired: false),
    ]
    return Codec.record(blank: TrainingLayout(), extra: ["extends"], degrees + choices)
      .named(
        Scenario.presets.map { Preset($0.name, $0.value.training) }, isWrittenByName: false)
  }
}

extension Codec where Value == RolloutLayout {
  /// How inference is spread; may be taken from a known scenario by its name.
  static var rollout: Codec {
    let degree = Codec<Int>.integer(1...65_536)
    let degrees: [Field<RolloutLayout>] = [
      Field("tp", \.tensor, degree, "tensor parallel", isRequired: false, synonyms: ["tensor"]),
      Field(
        "dp", \.data, degree, "attention's data-parallel ranks in a replica", isRequired: false,
        synonyms: ["data"]),
      Field(
        "pp", \.pipeline, degree, "pipeline stages", isRequired: false, synonyms: ["pipeline"]),
      Field(
        "ep", \.expert, degree, "expert parallel; divides tp · dp", isRequired: false,
        synonyms: ["expert"]),
      Field(
        "redundant-experts", \.redundantExperts, .integer(0...100_000),
        "spare copies of hot experts", isRequired: false),
    ]
    let choices: [Field<RolloutLayout>] = [
      Field("weights", \.weights, .word, isRequired: false),
      Field("cache", \.cache, .word, isRequired: false, synonyms: ["kv-cache"]),
      Field(
        "max-samples-per-rank", \.maxSamplesPerRank, .integer(1...65_536), "of dp",
        isRequired: false, synonyms: ["max-num-seqs"]),
      Field(
        "memory-share", \.memoryShare, .share(above: 0.01), "of a die's, that the engine may fill",
        isRequired: false, synonyms: ["gpu-memory-utilization"]),
      Field(
        "block-tokens", \.blockTokens, .integer(1...65_536), "in a KV block", isRequired: false,
        synonyms: ["block-size"]),
      Field(
        "step-tokens", \.stepTokens, Codec<Int>.integer(1...1 << 24).optional,
        "a rank's at most, prompts beside decode", isRequired: false,
        synonyms: ["max-num-batched-tokens", "chunked-prefill-size", "prefill-chunk"]),
      Field(
        "graphs", \.graphs, .graphs, "eager | single | {buckets: [8, 16, 32]}", isRequired: false),
      Field(
        "synchronisation", \.synchronisation, .word, "at each step", isRequired: false,
        synonyms: ["synchronization", "sync"]),
      Field(
        "speculation", \.speculation, Codec<Speculation>.speculation.optional,
        "multi-token prediction", isRequired: false, synonyms: ["mtp"]),
      Field(
        "fuses-operators", \.fusesOperators, .flag, "made for decode", isRequired: false),
      Field(
        "decode-micro-batches", \.decodeMicroBatches, .integer(1...2),
        "two hide the exchange between experts", isRequired: false),
    ]
    return Codec.record(blank: RolloutLayout(), extra: ["extends"], degrees + choices)
      .named(Scenario.presets.map { Preset($0.name, $0.value.rollout) }, isWrittenByName: false)
  }
}

extension Codec where Value == DecodeGraphs {
  /// How decode steps are issued.
  static var graphs: Codec {
    .variants([
      .word("eager", .eager), .word("single", .single),
      .carrying(
        "buckets", "[8, 16, 32]", Codec<Int>.integer(1...65_536).list(atMost: 256),
        make: { .buckets($0) },
        take: {
          guard case .buckets(let sizes) = $0 else { return nil }
          return sizes
        }),
    ])
  }
}

extension Codec where Value == Speculation {
  /// Multi-token prediction in decode.
  static var speculation: Codec {
    .record(
      blank: Speculation(depth: 0, acceptance: 0), isFlat: true,
      [
        Field("depth", \.depth, .integer(1...16)),
        Field("acceptance", \.acceptance, .share()),
      ])
  }
}
