import Quantities
import Specification

/// A case of inference as the model sees it.
struct DecodeSetup {
  let costs: RolloutCosts
  /// Samples on the busiest data-parallel rank.
  let samples: Int
  /// Tokens of context of each.
  let context: Double
  let prompt: Int
  /// Tokens of an answer.
  let outputs: Int
  /// Whether one engine both takes in prompts and decodes.
  let sharesEngine: Bool

  init(_ one: PublishedCase) throws(MissingInput) {
    guard var cluster = Self.cluster(one) else {
      throw MissingInput(reason: "figures of the hardware '\(one.hardware)'")
    }
    guard var model = CaseModels.shape(one) else {
      throw MissingInput(reason: "the shape of the model '\(one.model)'")
    }
    guard let batch = one.globalBatch else { throw MissingInput(reason: "the batch") }
    let degrees = Self.degrees(one, isMixture: model.experts != nil)
    var layout = Self.layout(one, degrees)
    var weightBytes: Double?
    if one.says("fp4") {
      // Four bits and a scale of eight for each 16; a chip without 4-bit products works in 16.
      layout.weights = .fp8
      weightBytes = 0.5625
      cluster.chip.matrix8Bit = CaseHardware.fourBitPeak(cluster.chip) ?? cluster.chip.matrix
    }
    if one.source.hasPrefix("CloudMatrix384") {
      // A batch is a card's: two dies. 256 experts, 32 copies of the shared one, 32 spare ones.
      samples = max(1, batch / 2)
      layout.redundantExperts = 32
      // The shared expert is one more that every token is sent to, on ranks of its own.
      model.experts?.shared = 0
      model.experts?.routed = 288
      model.experts?.active = 9
      layout.fusesOperators = true
    } else {
      // Requests in flight are shared by engines and their ranks; a rank's batch is printed elsewhere.
      samples = max(1, one.source.hasPrefix("aiconfigurator") ? batch / degrees.ranks : batch)
    }
    // Attention that picks its tokens (DeepSeek-V3.2, GLM-5) reads 2,048 of them.
    let name = one.model.lowercased()
    let isSparse = name.contains("v3.2") || name.contains("glm-5") || name.contains("glm5")
    outputs = one.number(after: "osl") ?? one.number(after: "out") ?? 0
    sharesEngine = one.says("; agg;") && outputs > 0
    prompt = one.number(after: "isl") ?? one.sequence ?? 2048
    let whole = Double(prompt) + Double(outputs) / 2
    context = isSparse ? min(2048, whole) : whole
    let candidates = (1...(layout.fusesOperators ? 2 : 1)).map { count in
      var layout = layout
      layout.decodeMicroBatches = count
      return RolloutCosts(
        cluster: cluster, model: model, layout: layout,
        balancesExperts: one.source.hasPrefix("CloudMatrix384"), countsEngine: false,
        weightBytes: weightBytes)
    }
    // How many micro-batches a step had is not printed: as many as are faster.
    let busy = samples
    costs =
      candidates.min { Self.step($0, busy) < Self.step($1, busy) } ?? candidates[0]
  }

  private static func layout(
    _ one: PublishedCase, _ degrees: (tensor: Int, data: Int, expert: Int, ranks: Int)
  ) -> RolloutLayout {
    var layout = RolloutLayout(tensor: degrees.tensor, maxSamplesPerRank: 512, memoryShare: 0.9)
    layout.data = degrees.data
    layout.expert = degrees.expert
    layout.graphs = .buckets([1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256])
    if one.says("INT8") { layout.weights = .int8 }
    if one.says("fp8") || one.model.lowercased().contains("fp8") { layout.weights = .fp8 }
    if one.says("MTP-1") { layout.speculation = Speculation(depth: 1, acceptance: 0.7) }
    return layout
  }

  private static func step(_ costs: RolloutCosts, _ samples: Int) -> Seconds {
    costs.decode(rankSamples: samples, replicaSamples: samples * costs.layout.data).fixed
  }

  /// The machine, large enough for the engine: tables of cards with two dies count cards.
  private static func cluster(_ one: PublishedCase) -> Cluster? {
    var sized = one
    let engine = max((one.tensor ?? 1) * (one.data ?? 1), one.expert ?? 1)
    sized.devices = max(one.devices ?? 1, min(engine, 1 << 16))
    return CaseHardware.cluster(sized)
  }

  /// How an engine is spread, and how many ranks share the requests.
  ///
  /// Tables of serving print the devices of an engine as TP; where attention is data-parallel too,
  /// its ranks divide them.
  private static func degrees(
    _ one: PublishedCase, isMixture: Bool
  ) -> (tensor: Int, data: Int, expert: Int, ranks: Int) {
    var tensor = max(1, one.tensor ?? 1)
    let data = max(1, one.data ?? 1)
    let devices = max(1, one.devices ?? tensor * data)
    guard one.source.hasPrefix("aiconfigurator") else {
      return (tensor, data, isMixture ? max(1, one.expert ?? 1) : 1, data)
    }
    if data > 1, tensor * data > devices, tensor % data == 0 { tensor /= data }
    let engine = tensor * data
    var expert = isMixture ? max(1, one.expert ?? 1) : 1
    if isMixture, data > 1 { expert = engine }
    if engine % expert != 0 { expert = 1 }
    return (tensor, data, expert, data * max(1, devices / engine))
  }

  /// Time for each token of a sample's output, or what a card yields.
  func prediction(_ one: PublishedCase) -> CasePrediction {
    let rate = costs.decode(rankSamples: samples, replicaSamples: samples * costs.layout.data)
    let step = rate.step(contextTokens: context * Double(samples)).value
    var perToken = step / rate.tokensPerStep
    let prefill = costs.prefill(
      rankTokens: prompt, rankTokenPairs: Double(prompt) * Double(prompt),
      replicaTokens: prompt * costs.layout.data
    ).value
    if sharesEngine {
      // The engine takes in a prompt for every answer that ends, and all others wait for it.
      perToken += Double(samples) / Double(outputs) * prefill
    }
    switch one.metric {
    case "tpot":
      return CasePrediction(value: perToken * 1e3, ideal: 1)
    case "ttft":
      // Prompts arrive as answers end and queue for the engine (M/D/1). Benchmarks send ten prompts
      // for each that is in flight, so that a tenth of them comes at once at the start.
      let load = min(0.9, Double(samples) * prefill / (Double(max(1, outputs)) * perToken))
      let wait = load * prefill / (2 * (1 - load))
      let burst = Double(samples) / 2 * prefill
      return CasePrediction(
        value: (0.9 * (prefill + wait + step) + 0.1 * burst) * 1e3, ideal: 1)
    default:
      return CasePrediction(value: Double(2 * samples) / perToken, ideal: Double(2 * samples))
    }
  }
}
