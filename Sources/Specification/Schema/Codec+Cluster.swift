import Quantities

extension Codec where Value == Source {
  /// A source: its text alone where it is a primary one.
  static var source: Codec {
    let full = Codec.record(
      blank: Source.given,
      [
        Field("text", \.text, .text(atMost: 1000)),
        Field("standing", \.standing, .word, "how well founded"),
      ])
    return Codec(
      read: { node, base, reading throws(ScenarioError) in
        if let text = node.text { return Source(text) }
        return try full.read(node, base, &reading)
      },
      write: { source, style in
        source.standing == .primary ? .text(source.text) : full.write(source, style)
      },
      check: full.check)
  }
}

extension Codec where Value == PowerRange {
  /// What a card draws.
  static var power: Codec {
    .record(
      blank: PowerRange(idle: 0, peak: 0),
      source: \.source,
      [
        Field("idle", \.idle, .watts), Field("peak", \.peak, .watts),
        Field("source", \.source, .source, isRequired: false),
      ])
  }
}

extension Codec where Value == Chip {
  /// A card.
  static var chip: Codec {
    Codec.record(
      blank: Chip(
        name: "", diesPerCard: 1, matrix: .zero, matrix8Bit: nil, vector: .zero, memory: .zero,
        memoryBandwidth: .zero, power: nil, source: .given),
      source: \.source,
      [
        Field("name", \.name, .text(atMost: 64)),
        Field(
          "dies-per-card", \.diesPerCard, .integer(1...16), "each die is a rank of its own",
          isRequired: false),
        Field(
          "matrix", \.matrix, .computeRate, "dense BF16 peak of a die",
          synonyms: ["bf16", "flops", "tflops", "peak"]),
        Field(
          "matrix-8bit", \.matrix8Bit, Codec<ComputeRate>.computeRate.optional,
          "INT8 or FP8; none where there is neither", isRequired: false, synonyms: ["int8", "fp8"]),
        Field("vector", \.vector, .computeRate, "element-wise BF16 peak of a die"),
        Field("memory", \.memory, .memory, "of a die", synonyms: ["hbm"]),
        Field(
          "memory-bandwidth", \.memoryBandwidth, .bandwidth, "of a die",
          synonyms: ["hbm-bandwidth"]),
        Field(
          "power", \.power, Codec<PowerRange>.power.optional, "of a card", isRequired: false,
          synonyms: ["tdp"]),
        Field("source", \.source, .source, isRequired: false),
      ]
    ).named(Chip.presets, isWrittenByName: false)
  }
}

extension Codec where Value == Link {
  /// A tier of the fabric.
  static var link: Codec {
    .record(
      blank: Link(bandwidth: .zero, efficiency: 0, latency: .zero, source: .given),
      source: \.source,
      [
        Field("bandwidth", \.bandwidth, .bandwidth, "of a die, one direction"),
        Field("efficiency", \.efficiency, .share(above: 0.001), "what large transfers reach of it"),
        Field("latency", \.latency, .latency, "first byte sent to first byte seen"),
        Field("source", \.source, .source, isRequired: false),
      ])
  }
}

extension Codec where Value == Cluster {
  /// The machine.
  static var cluster: Codec {
    let blank = Link(bandwidth: .zero, efficiency: 0, latency: .zero, source: .given)
    let name = Field("name", \Cluster.name, .text(atMost: 64))
    let counts: [Field<Cluster>] = [
      Field("cards-per-server", \.cardsPerServer, .integer(1...64), isRequired: false),
      Field(
        "servers-per-rack", \.serversPerRack, .integer(1...64), "only drawn", isRequired: false),
      Field(
        "servers-per-supernode", \.serversPerSupernode, .integer(1...4096),
        "1 for ordinary nodes", isRequired: false),
      Field("supernodes", \.supernodes, .integer(1...4096), isRequired: false),
    ]
    let links: [Field<Cluster>] = [
      Field(
        "die-to-die", \.dieToDie, Codec<Link>.link.optional, "within a card", isRequired: false),
      Field("intra-server", \.intraServer, .link, "between cards of a server"),
      Field(
        "mesh", \.isMesh, .flag, "cards joined pair by pair, not by switches", isRequired: false),
      Field(
        "inter-server", \.interServer, Codec<Link>.link.optional,
        "between servers of a supernode", isRequired: false),
      Field("scale-out", \.scaleOut, .link, "between supernodes", synonyms: ["rdma", "roce"]),
      Field("host", \.host, .link, "between a die and its host's memory", synonyms: ["pcie"]),
    ]
    return Codec.record(
      blank: Cluster(
        name: "", chip: .ascend910C, cardsPerServer: 8, serversPerRack: 4, serversPerSupernode: 1,
        supernodes: 1, dieToDie: nil, intraServer: blank, interServer: nil, scaleOut: blank,
        host: blank),
      extra: ["extends"], [name] + counts + [Field("chip", \.chip, .chip, "the card")] + links
    ).named(Cluster.presets)
  }
}
