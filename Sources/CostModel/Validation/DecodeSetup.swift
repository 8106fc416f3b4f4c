import Quantities
import Specification

/// A case of inference as the model sees it.
struct DecodeSetup {
  let costs: RolloutCosts
  /// Samples on the busiest data-parallel rank.
  let samples: Int
  /// Tokens of context of each.
  let context: Double
  /// Tokens that attention picks from a context; `nil` where it reads all.
  let window: Double?
  let prompt: Int
  /// Tokens of an answer.
  let outputs: Int
  /// Whether one engine both takes in prompts and decodes.
  let sharesEngine: Bool

  /// Samples that a rank works on at most.
  static let seats = 1024

  init(_ one: PublishedCase) throws(MissingInput) {
    outputs = one.number(after: "osl") ?? one.number(after: "out") ?? 0
    sharesEngine = one.says("; agg;") && outputs > 0
    prompt = max(
      1, one.number(after: "isl") ?? one.number(after: "mean KV") ?? one.sequence ?? 2048)
    guard (0...1 << 24).contains(outputs), prompt <= 1 << 24 else {
      throw MissingInput(reason: "plausible lengths of prompt and answer")
    }
    // Attention that picks its tokens (DeepSeek-V3.2, GLM-5) reads 2,048 of them.
    let name = one.model.lowercased()
    window = ["v3.2", "glm-5", "glm5"].contains { name.contains($0) } ? 2048 : nil
    let whole = Double(prompt) + Double(outputs) / 2
    let length = min(whole, window ?? whole)
    context = length
    let (engines, batch) = try Self.engines(one)
    // How many micro-batches a step had is not printed: as many as are faster.
    func fastest(_ samples: Int) -> RolloutCosts {
      engines.min { Self.step($0, samples, length) < Self.step($1, samples, length) } ?? engines[0]
    }
    if let batch {
      samples = batch
    } else if let speed = Self.speedPerUser(one) {
      // The speed that a user sees is printed instead of the batch, which is as large as that allows.
      samples =
        (1...Self.seats).last {
          let costs = fastest($0)
          return Self.step(costs, $0, length) * speed <= costs.tokensPerStep
        } ?? 1
    } else {
      throw MissingInput(reason: "the batch")
    }
    costs = fastest(samples)
  }

  /// Time for each token of a sample's output, time to the first, or what a card or a server yields.
  func prediction(_ one: PublishedCase) throws(MissingInput) -> CasePrediction {
    if sharesEngine { return try served(one) }
    let rate = costs.decode(rankSamples: samples, replicaSamples: samples * costs.layout.data)
    let step = rate.step(contextTokens: context * Double(samples)).value
    let perToken = step / rate.tokensPerStep
    switch one.metric {
    case "tpot": return CasePrediction(value: perToken * 1e3, ideal: 1)
    case "ttft":
      let prefill = costs.prefill(
        rankTokens: prompt, rankTokenPairs: Double(prompt) * Double(prompt),
        replicaTokens: prompt * costs.layout.data
      ).value
      return CasePrediction(value: (prefill + step) * 1e3, ideal: 1)
    default:
      let all = Double((one.metric.hasSuffix("node") ? 8 : 2) * samples)
      return CasePrediction(value: all / perToken, ideal: all)
    }
  }

  /// What a client of an engine sees that both reads prompts and answers.
  private func served(_ one: PublishedCase) throws(MissingInput) -> CasePrediction {
    if one.metric == "ttft", one.source.hasPrefix("aiconfigurator"),
      !one.says("silicon_concurrency")
    {
      // A batch is the engine's; how many more wait in line is another thing.
      throw MissingInput(reason: "how many requests are in flight")
    }
    let engine = ServingEngine(
      one, memory: costs.cluster.chip.memory, data: costs.layout.data)
    let loop = ClosedLoop(
      costs: costs, engine: engine, prompt: prompt, outputs: outputs, window: window ?? .infinity,
      clients: samples, room: room(engine))
    guard let played = loop.played() else {
      throw MissingInput(reason: "a load that an engine gets through in a plausible time")
    }
    if one.metric == "ttft" { return CasePrediction(value: played.first * 1e3, ideal: 1) }
    guard outputs == 1 else { return CasePrediction(value: played.between * 1e3, ideal: 1) }
    // Nothing lies between the tokens of an answer of one; what it would be is a step.
    let rate = costs.decode(rankSamples: samples, replicaSamples: samples * costs.layout.data)
    let step = rate.step(contextTokens: context * Double(samples)).value
    return CasePrediction(value: step / rate.tokensPerStep * 1e3, ideal: 1)
  }

  /// Requests that a rank works on at once: the engine's limit, or as many as have room in the cache.
  private func room(_ engine: ServingEngine) -> Int {
    let fit = costs.cacheTokensPerRank / max(1, costs.layout.pipeline) / (prompt + outputs)
    return fit > 0 ? min(engine.seats, fit) : engine.seats
  }
}
