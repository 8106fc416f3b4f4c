import Quantities
import Specification

/// The passes of each layer and of a pipeline's ends over micro-batches of one size.
struct StagePasses {
  /// The passes of one layer.
  struct Layer {
    let forward: SummedPass
    let backward: SummedPass
    /// What recomputation adds to the backward pass.
    let remade: SummedPass
  }

  let dense: Layer
  let mixture: Layer
  /// What each kind of stage does beside its layers: embedding, head, loss, prediction layers.
  let ends: [(forward: Breakdown, backward: Breakdown)]
  let endSeconds: [(forward: Double, backward: Double)]
  /// For each kind of stage, the share of its layers that recomputation applies to.
  let shares: [Double]
}

extension TrainingCosts {
  /// Rows that kernels work on are whole tiles.
  static let tile = 64

  /// The passes over `tokens` tokens, for every kind of stage.
  func passes(tokens: Int, learns: Bool) -> StagePasses {
    let rows = Double(tokens)
    func passes(_ mixture: Bool) -> StagePasses.Layer {
      let forward = layer.forward(tokens: rows, mixture: mixture)
      guard learns else {
        return StagePasses.Layer(
          forward: SummedPass(forward), backward: SummedPass(LayerPass()),
          remade: SummedPass(LayerPass()))
      }
      return StagePasses.Layer(
        forward: SummedPass(forward),
        backward: SummedPass(layer.backward(tokens: rows, mixture: mixture)),
        remade: SummedPass(remade(forward, tokens: rows, mixture: mixture)))
    }
    let dense = passes(false)
    let ends = plan.kinds.map { self.ends(of: $0, rows: rows, learns: learns) }
    return StagePasses(
      dense: dense, mixture: model.experts == nil ? dense : passes(true), ends: ends,
      endSeconds: ends.map { ($0.forward.total, $0.backward.total) },
      shares: plan.kinds.map { learns ? remadeShare($0) : 0 })
  }

  /// What recomputation adds to the backward pass of a layer.
  func remade(_ forward: LayerPass, tokens: Double, mixture: Bool) -> LayerPass {
    switch layout.recomputation {
    case .none:
      return LayerPass()
    case .full:
      return forward
    case .selective, .selectiveExperts, .selectiveSwap:
      // The cheap and large parts: norms, activations and, where scores go through memory, the core.
      var pass = LayerPass()
      pass.attention[.elementwise] = forward.attention[.elementwise]
      pass.block[.elementwise] = forward.block[.elementwise]
      pass.perPair = layout.attentionKernel == .unfused ? forward.perPair : 0
      if layout.recomputation == .selectiveExperts, mixture {
        pass.block = forward.block
        pass.blockDispatch = forward.blockDispatch
      }
      guard layout.recomputation == .selectiveSwap else { return pass }
      pass.attention[.products] = forward.attention[.products] * latentShare
      // What moves to the host and back is hidden, as far as the pass there is long enough.
      let bytes = swappedBytes(tokens: tokens, mixture: mixture)
      let moved = bytes / cluster.host.effectiveBandwidth.bytesPerSecond
      pass.block[.elementwise] += 2 * max(0, moved - forward.seconds(pairs: 0))
      return pass
    }
  }

  /// Share of attention's weights that make heads of latents: what is made again with the heads.
  private var latentShare: Double {
    guard
      case .latent(let heads, let query, let latent, let nope, let rope, let value) =
        model.attention
    else { return 0 }
    let up = query * heads * (nope + rope) + latent * heads * (nope + value)
    return Double(up) / Double(model.attentionParameters)
  }

  /// Share of a stage's layers that recomputation applies to.
  func remadeShare(_ stage: StagePlan.Stage) -> Double {
    let layers = stage.layers + stage.predicted
    guard let count = layout.recomputedLayers, layers > 0 else { return 1 }
    let each = Double(count) / Double(max(1, layout.virtualPipeline))
    return min(1, each / Double(layers))
  }

  private func ends(
    of stage: StagePlan.Stage, rows: Double, learns: Bool
  ) -> (forward: Breakdown, backward: Breakdown) {
    var forward = Breakdown()
    var backward = Breakdown()
    let local = rows / Double(layout.context)
    let hidden = Double(model.hidden)
    if stage.isFirst {
      forward[.elementwise] += kernels.streaming(local * hidden * 4)
      backward[.elementwise] += kernels.streaming(local * hidden * 8)
    }
    if stage.isLast {
      let columns = Double(model.vocabulary) / Double(layout.tensor)
      // Logits are written once and swept in FP32 for the maximum, the sum and the loss.
      let logits = local * columns
      forward[.products] += head.product(rows: local, inner: hidden, columns: columns)
      forward[.elementwise] += kernels.streaming(
        logits * Sweeps.lossBytes(fused: fusesLoss, backward: false), launches: 5)
      backward[.products] +=
        head.product(rows: local, inner: columns, columns: hidden)
        + (freezesWeights ? 0 : head.product(rows: hidden, inner: local, columns: columns))
      backward[.elementwise] += kernels.streaming(
        logits * Sweeps.lossBytes(fused: fusesLoss, backward: true)
          + (freezesWeights ? 0 : hidden * columns * layer.gradientBytes), launches: 3)
      if trainsPrediction {
        // What a prediction layer makes runs through the head once more; before it, the hidden state is
        // joined with the next token's embedding.
        let count = Double(model.predictionLayers)
        let joining = kernels.product(
          rows: local, inner: 2 * hidden, columns: hidden / Double(layout.tensor))
        forward = forward * (1 + count)
        backward = backward * (1 + count)
        forward[.products] += joining * count
        backward[.products] += 2 * joining * count
      }
    }
    return (forward, learns ? backward : Breakdown())
  }
}
