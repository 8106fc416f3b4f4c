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
  func prediction(_ one: PublishedCase) -> CasePrediction {
    let running = sharesEngine ? min(samples, room) : samples
    let rate = costs.decode(rankSamples: running, replicaSamples: running * costs.layout.data)
    let step = rate.step(contextTokens: context * Double(running)).value
    var perToken = step / rate.tokensPerStep
    let prefill = costs.prefill(
      rankTokens: prompt, rankTokenPairs: Double(prompt) * Double(prompt),
      replicaTokens: prompt * costs.layout.data
    ).value
    if sharesEngine, outputs > 1 {
      // The engine takes in a prompt for every answer that ends, and all others wait for it.
      perToken += Double(running) / Double(outputs) * prefill
    }
    switch one.metric {
    case "tpot": return CasePrediction(value: perToken * 1e3, ideal: 1)
    case "ttft":
      let first = first(running: running, prefill: prefill, step: step, perToken: perToken)
      return CasePrediction(value: first * 1e3, ideal: 1)
    default:
      let all = Double((one.metric.hasSuffix("node") ? 8 : 2) * running)
      return CasePrediction(value: all / perToken, ideal: all)
    }
  }

  /// Seconds to a request's first token, on the mean.
  ///
  /// Prompts arrive as answers end and queue for the engine (M/D/1), but no shorter than all that are in
  /// flight take one after another less the time that they decode. Benchmarks send ten prompts for each
  /// that is in flight, so that a tenth of them comes at once at the start. What has no room in the cache
  /// waits in line until others are answered.
  private func first(
    running: Int, prefill: Double, step: Double, perToken: Double
  ) -> Double {
    let many = Double(running)
    let answer = Double(max(1, outputs)) * perToken
    let load = min(0.9, many * prefill / answer)
    let wait = min(load * prefill / (2 * (1 - load)), (many - 1) / 2 * prefill)
    let open = prefill + wait + step
    let closed = many * prefill - Double(max(0, outputs - 1)) * perToken
    let burst = many / 2 * prefill
    let line = Double(samples - running) / many * (answer + prefill)
    return 0.9 * max(open, closed) + 0.1 * burst + line
  }

  /// Requests that a rank works on at once: vLLM's default on large GPUs, or as many as have room in the
  /// cache.
  private var room: Int {
    let fit = costs.cacheTokensPerRank / (prompt + outputs)
    return fit > 0 ? min(Self.seats, fit) : Self.seats
  }
}
