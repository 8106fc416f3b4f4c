import Quantities
import Specification

/// The part of a decode step that a data-parallel rank does for itself.
struct DecodeStep {
  let model: Transformer
  let layout: RolloutLayout
  let kernels: Kernels
  let fabric: Fabric

  private var tensor: Double { Double(layout.tensor) }
  private var hidden: Double { Double(model.hidden) }
  private var group: RankGroup { RankGroup(count: layout.tensor, stride: 1) }

  /// Seconds for each token of context: the cache is read, and scores and sums are reckoned.
  func perContextToken(cacheBytes: Double) -> Double {
    let rows = Double(1 + (layout.speculation?.depth ?? 0))
    let bytes: Double
    let work: Double
    switch model.attention {
    case .grouped(let heads, let keyValueHeads, let dimension):
      bytes = 2 * max(1, Double(keyValueHeads) / tensor) * Double(dimension) * cacheBytes
      work = 4 * Double(heads) / tensor * Double(dimension) * rows
    case .latent(let heads, _, let keyValueRank, _, let rope, _):
      // Absorbed: every head works on the latent itself, which each tensor rank keeps whole.
      bytes = Double(keyValueRank + rope) * cacheBytes
      work = 2 * Double(heads) / tensor * Double(2 * keyValueRank + rope) * rows
    }
    let layers = Double(model.attentionLayers + predictionLayers)
    return layers * max(bytes / kernels.memoryRate, work / kernels.attentionRate)
  }

  /// Layers that guess ahead, as often as they run in a step.
  var predictionLayers: Int { model.predictionLayers > 0 ? layout.speculation?.depth ?? 0 : 0 }

  /// Seconds of everything but experts and context, for so many samples.
  func rank(samples: Int) -> Breakdown {
    let rows = Double(samples * (1 + (layout.speculation?.depth ?? 0)))
    guard rows > 0 else { return Breakdown() }
    var sum = attention(rows) * Double(model.attentionLayers + predictionLayers)
    if let state = model.state { sum += keepState(rows, state) * Double(state.layers) }
    sum += dense(rows, width: Double(model.denseIntermediate)) * Double(model.denseLayers)
    if let experts = model.experts {
      let layers = Double(model.expertLayers + predictionLayers)
      if experts.shared > 0 {
        sum += dense(rows, width: Double(experts.shared * experts.intermediate)) * layers
      }
      if experts.latent > 0 {
        let latent = Double(experts.latent)
        sum[.products] +=
          layers
          * (kernels.product(rows: rows, inner: hidden, columns: latent)
            + kernels.product(rows: rows, inner: latent, columns: hidden))
      }
    } else {
      sum += dense(rows, width: Double(model.denseIntermediate)) * Double(predictionLayers)
    }
    sum += head(rows) * Double(1 + predictionLayers)
    if !layout.fusesOperators {
      sum[.elementwise] += kernels.smallOperators * Double(model.layers + predictionLayers)
    }
    return sum
  }

  private func attention(_ rows: Double) -> Breakdown {
    var sum = Breakdown()
    switch model.attention {
    case .grouped(let heads, let keyValueHeads, let dimension):
      let query = Double(heads * dimension) / tensor
      let keys = max(1, Double(keyValueHeads) / tensor) * Double(dimension)
      sum[.products] +=
        kernels.product(rows: rows, inner: hidden, columns: query + 2 * keys)
        + kernels.product(rows: rows, inner: query, columns: hidden)
    case .latent(let heads, let queryRank, let keyValueRank, let nope, let rope, let value):
      let local = Double(heads) / tensor
      let latent = Double(keyValueRank)
      let query = queryRank > 0 ? Double(queryRank) : hidden
      if queryRank > 0 {
        sum[.products] += kernels.product(
          rows: rows, inner: hidden, columns: query + latent + Double(rope))
      }
      sum[.products] +=
        kernels.product(rows: rows, inner: query, columns: local * Double(nope + rope))
        + kernels.product(rows: rows, inner: Double(nope), columns: latent, count: local)
        + kernels.product(rows: rows, inner: latent, columns: Double(value), count: local)
        + kernels.product(rows: rows, inner: local * Double(value), columns: hidden)
    }
    sum[.attention] += kernels.productLaunch
    if layout.fusesOperators {
      // All that comes before the core is one operator (MLAProlog), norms and rotation in it.
      sum[.products] -= Double(productsBeforeCore - 1) * kernels.productLaunch
    }
    // Norms, rotation, cache write, residuals.
    sum[.elementwise] += kernels.streaming(
      rows * hidden * 2 * 8, launches: layout.fusesOperators ? 2 : 6)
    sum[.tensorExchange] += fabric.allReduce(rows * hidden * 2, group)
    return sum
  }

  /// A layer that keeps a state: it is read, changed and written for every sample.
  private func keepState(_ rows: Double, _ state: StateMixers) -> Breakdown {
    var sum = Breakdown()
    let width = Double(state.width) / tensor
    sum[.products] =
      kernels.product(rows: rows, inner: hidden, columns: Double(state.projected) / tensor)
      + kernels.product(rows: rows, inner: width, columns: hidden)
    sum[.elementwise] = kernels.streaming(
      rows * (2 * width * Double(state.stateDimension) * 4 + hidden * 2 * 8), launches: 6)
    sum[.tensorExchange] = fabric.allReduce(rows * hidden * 2, group)
    return sum
  }

  private var productsBeforeCore: Int {
    switch model.attention {
    case .grouped: 1
    case .latent(_, let queryRank, _, _, _, _): queryRank > 0 ? 3 : 2
    }
  }

  private func dense(_ rows: Double, width: Double) -> Breakdown {
    var sum = Breakdown()
    let gates = Double(model.feedForwardMatrices - 1)
    sum[.products] =
      kernels.product(rows: rows, inner: hidden, columns: gates * width / tensor)
      + kernels.product(rows: rows, inner: width / tensor, columns: hidden)
    sum[.elementwise] = kernels.streaming(rows * width / tensor * 2 * 3)
    sum[.tensorExchange] = fabric.allReduce(rows * hidden * 2, group)
    return sum
  }

  private func head(_ rows: Double) -> Breakdown {
    var sum = Breakdown()
    let columns = Double(model.vocabulary) / tensor
    sum[.products] = kernels.product(rows: rows, inner: hidden, columns: columns)
    // Logits in FP32, swept for sampling.
    sum[.elementwise] = kernels.streaming(rows * columns * 4 * 5, launches: 8)
    return sum
  }
}
