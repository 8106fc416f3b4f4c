import Quantities
import Specification
import Testing

@Suite struct PresetTests {
  @Test(arguments: Scenario.presets)
  func `a preset can run`(preset: Preset<Scenario>) {
    #expect(preset.value.problems() == [])
    #expect(preset.value.name == preset.name)
    #expect(preset.value.summary.count <= 90)
  }

  @Test func `names are told apart`() {
    let names =
      Scenario.presets.map(\.name) + Cluster.presets.map(\.name) + Chip.presets.map(\.name)
      + Transformer.presets.map(\.name)
    let twice = names.filter { name in names.count { $0 == name } > 1 }
    // These name a chip as well as a cluster of servers with that chip.
    #expect(Set(twice) == ["h800", "h20"])
    for name in names {
      #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" || $0 == "." })
    }
  }

  @Test func `a CloudMatrix384 adds up to its published aggregates`() {
    let cluster = Cluster.cloudMatrix384
    #expect(cluster.cards == 384)
    #expect(cluster.dies == 768)
    #expect(cluster.servers == 48)
    #expect(cluster.servers / cluster.serversPerRack == 12)
    // CloudMatrix384 paper: 288.8 PFLOPS BF16 and 1229 TB/s over all dies.
    #expect((cluster.chip.matrix * Double(cluster.dies)).teraflops == 288_768)
    let bandwidth = cluster.chip.memoryBandwidth.gigabytesPerSecond * Double(cluster.dies)
    #expect((bandwidth / 1000).rounded() == 1229)
    // Table 1: reads of 167 GB/s within a server and 164 GB/s between servers.
    #expect(cluster.intraServer.effectiveBandwidth.gigabytesPerSecond.rounded() == 167)
    #expect(cluster.interServer?.effectiveBandwidth.gigabytesPerSecond.rounded() == 164)
  }

  /// Parameters of a model, embeddings and head included, and those that one token passes.
  static func parameters(_ model: Transformer) -> (all: Double, active: Double) {
    let hidden = Double(model.hidden)
    let attention: Double =
      switch model.attention {
      case .grouped(let heads, let keyValueHeads, let dimension):
        hidden * Double((2 * heads + 2 * keyValueHeads) * dimension)
      case .latent(let heads, let query, let keyValue, let nope, let rope, let value):
        hidden * Double(query + keyValue + rope) + Double(query * heads * (nope + rope))
          + Double(keyValue * heads * (nope + value)) + hidden * Double(heads * value)
      }
    let block = Double(model.feedForwardMatrices) * hidden
    let embeddings = hidden * Double(model.vocabulary) * (model.tiesEmbeddings ? 1 : 2)
    let common =
      Double(model.layers) * attention + Double(model.denseLayers * model.denseIntermediate) * block
      + embeddings
    guard let experts = model.experts else { return (common, common) }
    let one = Double(model.expertLayers * experts.intermediate) * block
    return (
      common + one * Double(experts.routed + experts.shared),
      common + one * Double(experts.active + experts.shared)
    )
  }

  @Test(arguments: [
    ("pangu-ultra-moe-718b", 718.0, 39.0), ("deepseek-r1-671b", 671, 37),
    ("kimi-k2-1t", 1040, 32), ("qwen3-235b-a22b", 235, 22), ("qwen3-30b-a3b", 30.5, 3.3),
    ("qwen2.5-7b", 7.6, 7.6), ("qwen2.5-32b", 32.5, 32.5), ("llama3-8b", 8, 8),
    ("llama3-70b", 70.6, 70.6),
  ])
  func `a model's shape adds up to the parameters in its name`(
    name: String, all: Double, active: Double
  ) throws {
    let model = try #require(Transformer.presets.first { $0.name == name }?.value)
    let parameters = Self.parameters(model)
    #expect((0.985...1.015).contains(parameters.all / 1e9 / all), "\(parameters.all)")
    #expect((0.94...1.06).contains(parameters.active / 1e9 / active), "\(parameters.active)")
  }

  @Test func `every model has its shape told`() {
    // Models with states are checked by the cost model's own count.
    #expect(Transformer.presets.filter { $0.value.state == nil }.count == 9)
  }

  @Test func `figures from memory say so`() {
    for chip in Chip.presets where !chip.name.hasPrefix("ascend") {
      #expect(chip.value.source.standing == .assumed)
    }
    for cluster in Cluster.presets {
      let links = [
        cluster.value.intraServer, cluster.value.scaleOut, cluster.value.host,
        cluster.value.interServer, cluster.value.dieToDie,
      ].compactMap { $0 }
      for link in links where link.source.text.contains("taken for granted") {
        #expect(link.source.standing == .assumed, "\(link.source.text)")
      }
    }
  }

  @Test func `the published runs have their published layouts`() {
    let deepSeek = Scenario.deepSeekR1A3
    #expect(deepSeek.cluster.dies == 256)
    #expect(deepSeek.workload.samplesPerStep == 8192)
    #expect(deepSeek.trainingData == 8)
    #expect(deepSeek.replicas == 2)
    let qwen = Scenario.qwen3A3
    #expect(qwen.cluster.dies == 128)
    #expect(qwen.trainingData == 2)
    #expect(qwen.replicas == 1)
  }

  @Test func `the default serves a supernode and its halves`() {
    var scenario = Scenario.panguCM384
    #expect(scenario.trainingData == 32)
    #expect(scenario.replicas == 12)
    scenario.policy.placement = .separate(trainingDies: 384)
    #expect(scenario.problems() == [])
    #expect(scenario.trainingData == 16)
    #expect(scenario.replicas == 6)
  }

  @Test(arguments: PolicyPreset.all)
  func `a policy names its paper, what of it is modelled and what is left out`(
    preset: PolicyPreset
  ) {
    #expect(preset.paper.contains("arXiv 2") || preset.paper.contains("QbitAI, 2025"))
    #expect(preset.summary.count > 20)
    #expect(preset.leftOut.count > 15)
    for text in [preset.summary, preset.leftOut] { #expect(!text.hasSuffix(".")) }
  }

  @Test func `every published system of the comparison has a policy`() {
    #expect(
      PolicyPreset.all.map(\.name) == [
        "separate", "verl", "mindspeed-rl", "asyncflow", "areal", "streamrl", "rollpacker", "seer",
        "laminar", "rl-fusion", "rl-fusion-stalesync",
      ])
  }
}
