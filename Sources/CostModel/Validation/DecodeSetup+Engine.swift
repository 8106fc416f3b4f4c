import Quantities
import Specification

extension DecodeSetup {
  /// The engine that a row ran, for each number of micro-batches that it may take in turn, and the samples
  /// on its busiest rank; `nil` where no batch is printed.
  static func engines(
    _ one: PublishedCase
  ) throws(MissingInput) -> (costs: [RolloutCosts], batch: Int?) {
    guard let cluster = cluster(one) else {
      throw MissingInput(reason: "figures of the hardware '\(one.hardware)'")
    }
    guard var model = CaseModels.shape(one) else {
      throw MissingInput(reason: "the shape of the model '\(one.model)'")
    }
    let degrees = degrees(one, isMixture: model.experts != nil)
    var layout = layout(one, degrees)
    let format = ServedFormat.of(one)
    layout.weights = format.dense.products
    layout.fusesOperators = isMadeForDecode(one)
    // Requests in flight are shared by engines and their ranks; a rank's batch is printed elsewhere.
    var ranks = one.source.hasPrefix("aiconfigurator") ? degrees.ranks : 1
    if one.source.hasPrefix("CloudMatrix384") {
      // A batch is a card's: two dies. 256 experts, 32 copies of the shared one, 32 spare ones.
      ranks = 2
      layout.redundantExperts = 32
      // The shared expert is one more that every token is sent to, on ranks of its own.
      model.experts?.shared = 0
      model.experts?.routed = 288
      model.experts?.active = 9
    }
    let costs = (1...(overlapsBatches(one) ? 2 : 1)).map { count in
      layout.decodeMicroBatches = count
      return RolloutCosts(
        cluster: cluster, model: model, layout: layout, balancesExperts: isMadeForDecode(one),
        countsEngine: false, resident: .zero, kernels: format.dense.kernels(cluster.chip),
        expertKernels: format.experts.kernels(cluster.chip))
    }
    guard costs[0].weightBytes < Double(cluster.chip.memory.count) else {
      throw MissingInput(reason: "an engine whose devices hold the model's weights")
    }
    return (costs, one.globalBatch.map { ($0 + ranks - 1) / ranks })
  }

  /// Engines whose paper says that they work on two micro-batches in turn, to hide the exchange of one
  /// behind the other; those that anyone can start do so only if told.
  private static func overlapsBatches(_ one: PublishedCase) -> Bool {
    isMadeForDecode(one)
      || ["two-batch", "two batch", "dual-batch", "dual batch", "micro-batch overlap"].contains {
        one.says($0)
      }
  }

  /// Engines whose operators are made for decode, and whose experts are balanced by load.
  private static func isMadeForDecode(_ one: PublishedCase) -> Bool {
    one.source.hasPrefix("CloudMatrix384") || one.source.hasPrefix("DeepSeek inference")
  }

  /// Tokens a second of one request, as in "20-22 tok/s per user".
  static func speedPerUser(_ one: PublishedCase) -> Double? {
    guard let end = one.notes.range(of: " tok/s per user")?.lowerBound else { return nil }
    let word = one.notes[..<end].split(separator: " ").last ?? ""
    let ends = word.split(separator: "-").compactMap { Double($0) }
    guard !ends.isEmpty, ends.allSatisfy({ $0 > 0 && $0 < 1e6 }) else { return nil }
    return ends.reduce(0, +) / Double(ends.count)
  }

  private static func layout(
    _ one: PublishedCase, _ degrees: (tensor: Int, data: Int, expert: Int, ranks: Int)
  ) -> RolloutLayout {
    var layout = RolloutLayout(
      tensor: degrees.tensor, maxSamplesPerRank: seats, memoryShare: 0.9)
    layout.data = degrees.data
    layout.expert = degrees.expert
    layout.graphs = .buckets(
      [1, 2, 4] + Array(stride(from: 8, to: 256, by: 8))
        + Array(stride(from: 256, through: seats, by: 16)))
    layout.pipeline = max(1, one.pipeline ?? 1)
    // DeepSeek's own: 32 spare experts on 18 nodes (open-infra-index, day 6).
    if one.source.hasPrefix("DeepSeek inference") {
      layout.redundantExperts = 32
    }
    if one.says("MTP-1") { layout.speculation = Speculation(depth: 1, acceptance: 0.7) }
    return layout
  }

  static func step(_ costs: RolloutCosts, _ samples: Int, _ context: Double) -> Double {
    costs.decode(rankSamples: samples, replicaSamples: samples * costs.layout.data)
      .step(contextTokens: context * Double(samples)).value
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
    let printed = one.data ?? one.number(after: "attention_dp")
    let data = max(1, printed ?? (isMadeForDecode(one) ? one.expert : nil) ?? 1)
    let devices = max(1, one.devices ?? tensor * data)
    guard one.source.hasPrefix("aiconfigurator") else {
      return (tensor, data, isMixture ? max(1, one.expert ?? 1) : 1, data)
    }
    if data > 1, tensor * data > devices, tensor % data == 0 { tensor /= data }
    // Stages work on different requests at a time, and each request passes all of them.
    let stages = max(1, one.pipeline ?? 1)
    let engine = tensor * data
    var expert = isMixture ? max(1, one.expert ?? 1) : 1
    if isMixture, data > 1 { expert = engine }
    if engine % expert != 0 { expert = 1 }
    return (tensor, data, expert, data * stages * max(1, devices / (engine * stages)))
  }
}
