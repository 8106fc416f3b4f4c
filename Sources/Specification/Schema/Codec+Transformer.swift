extension Codec where Value == Transformer {
  /// The model.
  static var transformer: Codec {
    let width = Codec<Int>.integer(1...1_000_000)
    return Codec.record(
      blank: Transformer(
        name: "", layers: 0, hidden: 0, vocabulary: 0,
        attention: .grouped(heads: 0, keyValueHeads: 0, headDimension: 0), denseIntermediate: 0,
        experts: nil, source: .given),
      extra: ["extends"],
      source: \.source,
      [
        Field("name", \.name, .text(atMost: 64)),
        Field("layers", \.layers, .integer(1...10_000), synonyms: ["num-hidden-layers"]),
        Field("hidden", \.hidden, width, "width of the residual stream", synonyms: ["hidden-size"]),
        Field("vocabulary", \.vocabulary, .integer(1...10_000_000), synonyms: ["vocab-size"]),
        Field("attention", \.attention, .attention, "grouped | latent"),
        Field(
          "dense-intermediate", \.denseIntermediate, .integer(0...1_000_000),
          "width of a dense feed-forward block; 0 for none", isRequired: false,
          synonyms: ["intermediate-size"]),
        Field(
          "experts", \.experts, Codec<Experts>.experts.optional, "none: dense",
          isRequired: false, synonyms: ["moe"]),
        Field(
          "feed-forward-matrices", \.feedForwardMatrices, .integer(2...3), "3 when gated",
          isRequired: false),
        Field(
          "prediction-layers", \.predictionLayers, .integer(0...16), "multi-token prediction",
          isRequired: false, synonyms: ["mtp", "num-nextn-predict-layers"]),
        Field(
          "ties-embeddings", \.tiesEmbeddings, .flag, "output head shares the embedding's weights",
          isRequired: false, synonyms: ["tie-word-embeddings"]),
        Field(
          "state", \.state, Codec<StateMixers>.stateMixers.optional,
          "layers with a running state instead of attention; none: all attend",
          isRequired: false, synonyms: ["ssm", "linear-attention"]),
        Field("source", \.source, .source, isRequired: false),
      ]
    ).named(Transformer.presets)
  }
}

extension Codec where Value == Experts {
  /// A mixture of experts.
  static var experts: Codec {
    .record(
      blank: Experts(routed: 0, shared: 0, active: 0, intermediate: 0, firstLayer: 0),
      [
        Field("routed", \.routed, .integer(1...100_000), synonyms: ["n-routed-experts"]),
        Field(
          "shared", \.shared, .integer(0...1000), isRequired: false,
          synonyms: ["n-shared-experts"]),
        Field(
          "active", \.active, .integer(1...1000), synonyms: ["top-k", "num-experts-per-tok"]),
        Field(
          "intermediate", \.intermediate, .integer(1...1_000_000),
          synonyms: ["moe-intermediate-size"]),
        Field(
          "first-layer", \.firstLayer, .integer(0...10_000), isRequired: false,
          synonyms: ["first-k-dense-replace"]),
        Field(
          "groups", \.groups, .integer(1...1000), "that a token chooses from first",
          isRequired: false, synonyms: ["n-group"]),
        Field(
          "chosen-groups", \.chosenGroups, .integer(1...1000), "for each token",
          isRequired: false, synonyms: ["topk-group"]),
        Field(
          "latent", \.latent, .integer(0...1_000_000),
          "width that routed experts work on; 0: the hidden width", isRequired: false,
          synonyms: ["moe-latent-size"]),
      ])
  }
}

extension Codec where Value == StateMixers {
  /// Layers with a running state.
  static var stateMixers: Codec {
    let width = Codec<Int>.integer(1...1_000_000)
    return .record(
      blank: StateMixers(
        rule: .selective, layers: 0, attentionLayers: 0, heads: 0, headDimension: 0, groups: 0,
        stateDimension: 0),
      [
        Field("rule", \.rule, .word, "selective (Mamba-2) | delta (gated delta net)"),
        Field("layers", \.layers, .integer(1...10_000), "with a state"),
        Field("attention-layers", \.attentionLayers, .integer(0...10_000), "that attend"),
        Field("heads", \.heads, width, synonyms: ["mamba-num-heads", "linear-num-value-heads"]),
        Field(
          "head-dimension", \.headDimension, width,
          synonyms: ["mamba-head-dim", "linear-value-head-dim"]),
        Field("groups", \.groups, width, synonyms: ["n-groups", "linear-num-key-heads"]),
        Field(
          "state-dimension", \.stateDimension, width,
          synonyms: ["ssm-state-size", "linear-key-head-dim"]),
      ])
  }
}

/// What belongs to grouped-query attention.
private struct GroupedHeads {
  var heads = 0
  var keyValueHeads = 0
  var headDimension = 0
}

/// What belongs to latent attention.
private struct LatentHeads {
  var heads = 0
  var queryRank = 0
  var keyValueRank = 0
  var nopeDimension = 0
  var ropeDimension = 0
  var valueDimension = 0
}

extension Codec where Value == Attention {
  /// How a model attends.
  static var attention: Codec {
    let width = Codec<Int>.integer(1...1_000_000)
    let grouped = Codec<GroupedHeads>.record(
      blank: GroupedHeads(), isFlat: true,
      [
        Field("heads", \.heads, width, synonyms: ["num-attention-heads"]),
        Field("key-value-heads", \.keyValueHeads, width, synonyms: ["num-key-value-heads"]),
        Field("head-dimension", \.headDimension, width, synonyms: ["head-dim"]),
      ])
    let latent = Codec<LatentHeads>.record(
      blank: LatentHeads(), isFlat: true,
      [
        Field("heads", \.heads, width, synonyms: ["num-attention-heads"]),
        Field("query-rank", \.queryRank, width, synonyms: ["q-lora-rank"]),
        Field("key-value-rank", \.keyValueRank, width, synonyms: ["kv-lora-rank"]),
        Field("nope-dimension", \.nopeDimension, width, synonyms: ["qk-nope-head-dim"]),
        Field("rope-dimension", \.ropeDimension, width, synonyms: ["qk-rope-head-dim"]),
        Field("value-dimension", \.valueDimension, width, synonyms: ["v-head-dim"]),
      ])
    return .variants([
      .carrying(
        "grouped", "{heads: 64, key-value-heads: 8, head-dimension: 128}", grouped,
        make: {
          .grouped(
            heads: $0.heads, keyValueHeads: $0.keyValueHeads, headDimension: $0.headDimension)
        },
        take: {
          guard case .grouped(let heads, let keyValue, let dimension) = $0 else { return nil }
          return GroupedHeads(heads: heads, keyValueHeads: keyValue, headDimension: dimension)
        }),
      .carrying(
        "latent", "{heads: 128, query-rank: 1536, …}", latent,
        make: {
          .latent(
            heads: $0.heads, queryRank: $0.queryRank, keyValueRank: $0.keyValueRank,
            nopeDimension: $0.nopeDimension, ropeDimension: $0.ropeDimension,
            valueDimension: $0.valueDimension)
        },
        take: {
          guard case .latent(let heads, let query, let keyValue, let nope, let rope, let value) = $0
          else { return nil }
          return LatentHeads(
            heads: heads, queryRank: query, keyValueRank: keyValue, nopeDimension: nope,
            ropeDimension: rope, valueDimension: value)
        }),
    ])
  }
}
