import Quantities
import Specification

/// What inference costs on one replica, from the model's shape and the layout.
public struct RolloutCosts: Sendable {
  /// The cluster.
  public let cluster: Cluster
  /// The model.
  public let model: Transformer
  /// The layout.
  public let layout: RolloutLayout

  /// What of another role's memory stays on each die beside the engine's.
  public let resident: Bytes

  let kernels: Kernels
  /// Those of the experts, whose weights may be narrower.
  let expertKernels: Kernels
  let fabric: Fabric
  let load: ExpertLoad
  /// Seconds of a decode step by rows of a rank (tokens in the step), experts left out.
  let rankTable: [Breakdown]
  /// Seconds of a decode step for each token of context of the busiest rank.
  let perContextToken: Double
  /// Whether the time that the engine's host adds to each step is counted.
  let countsEngine: Bool

  /// Makes the costs of inference.
  ///
  /// `resident` stays on the dies beside the engine. `balancesExperts` says whether experts are spread anew by their load; `countsEngine`, whether the
  /// time that an engine's host adds to each step is counted, or only the model's.
  public init(
    cluster: Cluster, model: Transformer, layout: RolloutLayout, balancesExperts: Bool = false,
    countsEngine: Bool = true, resident: Bytes = .zero
  ) {
    let kernels = Kernels(cluster.chip, precision: layout.weights, infers: true)
    self.init(
      cluster: cluster, model: model, layout: layout, balancesExperts: balancesExperts,
      countsEngine: countsEngine, resident: resident, kernels: kernels, expertKernels: kernels)
  }

  /// Makes the costs with kernels for formats that a layout does not name.
  init(
    cluster: Cluster, model: Transformer, layout: RolloutLayout, balancesExperts: Bool,
    countsEngine: Bool, resident: Bytes, kernels: Kernels, expertKernels: Kernels
  ) {
    self.resident = resident
    self.countsEngine = countsEngine && !layout.fusesOperators
    self.cluster = cluster
    self.model = model
    self.layout = layout
    let fabric = Fabric(cluster)
    self.kernels = kernels
    self.expertKernels = expertKernels
    self.fabric = fabric
    load = ExpertLoad(
      spread: balancesExperts ? Calibration.balancedSpread.value : Calibration.expertSpread.value,
      experts: Double((model.experts?.routed ?? 1) + layout.redundantExperts),
      ranks: max(1, layout.expert))
    let step = DecodeStep(model: model, layout: layout, kernels: kernels, fabric: fabric)
    perContextToken = step.perContextToken(cacheBytes: layout.cache.bytes)
    rankTable = (0...max(1, layout.maxSamplesPerRank)).map { step.rank(samples: $0) }
  }

  /// Tokens that a rank works on for one sample in a step.
  var rowsPerSample: Double { Double(decodeRows) }

  /// Tokens that a sample gains in a step, guessed ones that are accepted counted.
  public var tokensPerStep: Double {
    guard let speculation = layout.speculation else { return 1 }
    var sum = 1.0
    var chance = 1.0
    for _ in 0..<speculation.depth {
      chance *= speculation.acceptance
      sum += chance
    }
    return sum
  }

  /// The batch that a graph was captured for and that `samples` are padded to.
  func padded(_ samples: Int) -> Int {
    let most = max(1, layout.maxSamplesPerRank)
    switch layout.graphs {
    case .eager: return max(1, samples)
    case .single: return max(most, samples)
    case .buckets(let sizes):
      var best = max(most, samples)
      for size in sizes where size >= samples && size < best { best = size }
      return max(1, best)
    }
  }
}
