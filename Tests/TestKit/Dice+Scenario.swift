import Quantities
import Specification

extension Dice {
  /// A scenario that can run, with figures that no preset has.
  public mutating func scenario() -> Scenario {
    let model = model()
    let pipeline = int(in: 1...min(6, model.layers))
    let tensor = pick(model.tensorDegrees)
    let context = int(in: 1...3)
    let rollout = rolloutLayout(model)
    // Pools that both layouts divide, so that either placement works.
    let unit = (tensor * context * pipeline).timesOver(rollout.diesPerReplica) * 2
    let cluster = cluster(dies: unit * 2)
    let half = cluster.cards / 2
    let placement = pick([
      Placement.fused, .colocated, .separate(trainingDies: cluster.dies / 2 / unit * unit),
      .mixed(
        RoleCards(
          rollout: 0...half - 1, update: half...cluster.cards - 1,
          reference: flag() ? nil : 0...half - 1,
          reward: flag() ? nil : half...cluster.cards - 1)),
    ])
    var scenario = Scenario(
      name: name(), summary: text(), cluster: cluster, model: model, workload: workload(),
      training: TrainingLayout(tensor: tensor, pipeline: pipeline, context: context),
      rollout: rollout,
      policy: Policy(
        placement: placement, staleness: int(in: 0...Scenario.stalenessLimit),
        dataPath: pick(DataPath.allCases), balancesExperts: flag()),
      faults: FaultPlan(
        recovery: pick(Recovery.allCases),
        faults: (0..<int(in: 0...3)).map { _ in
          fault(of: cluster)
        }),
      seed: next())
    decorate(&scenario)
    // Every replica needs something to learn from.
    scenario.workload.promptsPerStep =
      int(in: 1...3) * scenario.trainingData
      * scenario.training.microBatch
    return scenario
  }

  /// Training's degrees and choices that depend on all else.
  private mutating func decorate(_ scenario: inout Scenario) {
    let ranks = scenario.trainingDies.count / scenario.training.pipeline
    if let experts = scenario.model.experts {
      scenario.training.expert = pick(
        (1...experts.routed).filter { experts.routed % $0 == 0 && ranks % $0 == 0 })
    }
    if flag() {
      let stages = scenario.training.pipeline
      let even = scenario.model.layers / stages
      var layers = Array(repeating: even, count: stages)
      layers[int(in: 0...stages - 1)] += scenario.model.layers - even * stages
      scenario.training.layersPerStage = layers
    }
    if scenario.training.pipeline * 2 <= scenario.model.layers, flag() {
      scenario.training.virtualPipeline = 2
      scenario.training.schedule = pick([.interleaved, .adaptive])
    } else {
      scenario.training.schedule = pick(PipelineSchedule.allCases)
    }
    scenario.training.microBatch = int(in: 1...4)
    scenario.training.recomputation = pick(Recomputation.allCases)
    scenario.training.recomputedLayers = flag() ? nil : int(in: 0...8)
    scenario.training.shardsOptimizer = flag()
    scenario.training.shardsParameters = flag()
    scenario.training.swapsOptimizer = flag()
    scenario.training.overlapsReduction = flag()
    scenario.training.fusesOperators = flag()
    scenario.training.attentionKernel = pick(AttentionKernel.allCases)
    scenario.training.overlapsTensorExchange = flag()
    scenario.training.splitsSequence = flag()
    scenario.training.precision = pick([.bf16, .fp32])
    scenario.training.exchange = pick(ExpertExchange.allCases)
    scenario.training.exchangePrecision = pick([.bf16, .fp8])
    scenario.training.dispatch = pick(Dispatch.allCases)
    scenario.training.gradients = pick([.fp32, .bf16])
  }

  private mutating func rolloutLayout(_ model: Transformer) -> RolloutLayout {
    let tensor = pick(model.tensorDegrees)
    let data = int(in: 1...6)
    let most = int(in: 1...256)
    var layout = RolloutLayout(
      tensor: tensor, data: data, weights: pick([.bf16, .fp32]),
      cache: pick(Precision.allCases), maxSamplesPerRank: most, memoryShare: real(0.1...1),
      blockTokens: pick([16, 64, 128]),
      graphs: pick([.eager, .single, .buckets([most, most + int(in: 1...64)])]),
      synchronisation: pick(StepSynchronisation.allCases), fusesOperators: flag())
    if let experts = model.experts {
      let spare = int(in: 0...2) * experts.routed
      layout.redundantExperts = spare
      layout.expert = pick(
        (1...tensor * data).filter {
          tensor * data % $0 == 0 && (experts.routed + spare) % $0 == 0
        })
    }
    if model.predictionLayers > 0, flag() {
      layout.speculation = Speculation(depth: int(in: 1...3), acceptance: real(0...1))
    }
    return layout
  }

  private mutating func model() -> Transformer {
    if int(in: 0...3) == 0 { return pick(Transformer.presets).value }
    let keyValueHeads = pick([1, 2, 4, 8])
    let attention =
      flag()
      ? Attention.grouped(
        heads: keyValueHeads * int(in: 1...8), keyValueHeads: keyValueHeads, headDimension: 128)
      : .latent(
        heads: pick([8, 12, 64]), queryRank: int(in: 1...2000), keyValueRank: int(in: 1...600),
        nopeDimension: 128, ropeDimension: 64, valueDimension: int(in: 1...128))
    let layers = int(in: 1...80)
    let experts = Experts(
      routed: int(in: 8...64), shared: int(in: 0...2), active: int(in: 1...8),
      intermediate: int(in: 1...4096), firstLayer: int(in: 0...layers - 1), groups: pick([1, 8]),
      chosenGroups: 1)
    return Transformer(
      name: name(), layers: layers, hidden: int(in: 1...9000), vocabulary: int(in: 1...200_000),
      attention: attention, denseIntermediate: int(in: 1...30_000),
      experts: flag() ? experts : nil, feedForwardMatrices: int(in: 2...3),
      predictionLayers: int(in: 0...2), tiesEmbeddings: flag(), source: source())
  }

  private mutating func cluster(dies: Int) -> Cluster {
    let diesPerCard = pick([1, 2])
    let cards = dies * 2 / diesPerCard
    let cardsPerServer = (1...8).last { cards % $0 == 0 } ?? 1
    let supernodes = divisor(of: cards / cardsPerServer)
    let servers = cards / cardsPerServer / supernodes
    let chip = Chip(
      name: name(), diesPerCard: diesPerCard, matrix: .tera(real(1...2000)),
      matrix8Bit: flag() ? .tera(Double(int(in: 1...4000))) : nil, vector: .tera(real(1...200)),
      memory: flag() ? .gibi(Double(int(in: 1...200))) : Bytes(Int64(int(in: 1 << 30...1 << 38))),
      memoryBandwidth: .gigabytesPerSecond(Double(int(in: 100...9000))),
      power: flag()
        ? PowerRange(idle: real(0...100), peak: real(100...2000), source: source()) : nil,
      source: source())
    return Cluster(
      name: name(), chip: chip, cardsPerServer: cardsPerServer, serversPerRack: int(in: 1...8),
      serversPerSupernode: servers, supernodes: supernodes,
      dieToDie: diesPerCard > 1 || flag() ? link() : nil, intraServer: link(),
      interServer: servers > 1 || flag() ? link() : nil, scaleOut: link(), host: link())
  }

  private mutating func link() -> Link {
    Link(
      bandwidth: flag() ? .gigabytesPerSecond(real(0.1...1000)) : .gigabytesPerSecond(196),
      efficiency: real(0.01...1), latency: flag() ? .micro(real(0...20)) : .micro(1.9),
      source: source())
  }

  private mutating func workload() -> Workload {
    Workload(
      promptsPerStep: 1, samplesPerPrompt: int(in: 1...64), promptLength: lengths(),
      responseLength: lengths(), source: source())
  }

  /// Requests that come in any of the ways.
  public mutating func arrivals() -> Arrivals {
    switch int(in: 0...2) {
    case 0: .atOnce(requests: int(in: 1...50_000))
    case 1:
      .poisson(PoissonArrivals(requests: int(in: 1...50_000), perSecond: real(0.001...9000)))
    default:
      .measured(
        MeasuredArrivals(
          file: flag() ? "runs/\(name()).jsonl" : nil, field: flag() ? "timestamp" : nil,
          seconds: (0..<int(in: 1...30)).map { _ in real(0...100_000) }.sorted()))
    }
  }

  private mutating func lengths() -> LengthDistribution {
    switch int(in: 0...2) {
    case 0: return .fixed(int(in: 1...100_000))
    case 1:
      let cap = int(in: 16...100_000)
      return .logNormal(
        LogNormalLengths(
          mean: real(1...Double(cap) * 0.9), sigma: real(0.01...4), cap: cap,
          correlation: real(0...1)))
    default:
      let group = int(in: 1...4)
      return .measured(
        MeasuredLengths(
          file: flag() ? "runs/\(name()).jsonl" : flag() ? text() : nil,
          field: flag() ? "usage.tokens" : nil, groupSize: group,
          lengths: (0..<group * int(in: 1...30)).map { _ in int(in: 1...40_000) }))
    }
  }

  private mutating func source() -> Source { Source(text(), pick(Source.Standing.allCases)) }

  private mutating func name() -> String { "n\(int(in: 0...999_999))" }

  /// A text with whatever YAML might trip over.
  public mutating func text() -> String {
    let words = [
      "a", "none", "null", "~", "- x", "key: value", "# no comment", "'quoted'", "\"twice\"", "{",
      "]",
      "1e9", "0x1F", "true", "*alias", "&anchor", "!tag", "%", "@", "`", "|", ">", "\\", "×", "🦜",
      "e\u{301}", "中文", "  ", ",", ":", "?", "measured at 164 of 196 GB/s", "\u{A0}", "<<", "=",
      "---",
    ]
    let text = (0..<int(in: 1...40)).map { _ in pick(words) }.joined(separator: flag() ? " " : "")
    return String(text.unicodeScalars.prefix(200))
  }
}

extension Transformer {
  /// Tensor-parallel degrees that its heads allow.
  fileprivate var tensorDegrees: [Int] {
    switch attention {
    case .grouped(let heads, let keyValueHeads, _):
      [1, 2, 4, 8].filter {
        heads % $0 == 0 && (keyValueHeads % $0 == 0 || $0 % keyValueHeads == 0)
      }
    case .latent(let heads, _, _, _, _, _): [1, 2, 4, 8].filter { heads % $0 == 0 }
    }
  }
}

extension Int {
  /// The least common multiple.
  fileprivate func timesOver(_ other: Int) -> Int {
    var (a, b) = (self, other)
    while b != 0 { (a, b) = (b, a % b) }
    return self / a * other
  }
}

extension Dice {
  /// A fault of anything in a cluster.
  public mutating func fault(of cluster: Cluster) -> Fault {
    let time = SimTime(nanoseconds: Int64(int(in: 0...4_000_000_000_000)))
    let target = cluster.servers > 1 ? pick(FaultTarget.allCases) : .card
    var fault = FaultRate(hits: target, every: .zero).fault(
      of: int(in: 0...cluster.count(of: target) - 1), at: time)
    if flag() {
      fault.slowdown = Double(int(in: 1...20))
      if flag() { fault.lasting = .seconds(Double(int(in: 1...9000))) }
    }
    return fault
  }
}
