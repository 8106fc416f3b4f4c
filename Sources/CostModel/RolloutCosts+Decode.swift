import Quantities
import Specification

extension RolloutCosts {
  /// How fast a replica decodes.
  ///
  /// `rankSamples` run on the busiest data-parallel rank, `replicaSamples` on all ranks together.
  public func decode(rankSamples: Int, replicaSamples: Int) -> DecodeRate {
    let batch = padded(rankSamples)
    var sum = work(batch, replicaSamples: replicaSamples)
    if layout.decodeMicroBatches > 1, layout.expert > 1, batch > 1 {
      sum = overlapped(
        work(batch - batch / 2, replicaSamples: replicaSamples - replicaSamples / 2))
    }
    sum[.dispatch] += issue(sum.total, samples: batch)
    let agreement = agreementSeconds
    return DecodeRate(
      fixed: Seconds(sum.total + agreement), perContextToken: Seconds(perContextToken),
      tokensPerStep: tokensPerStep, breakdown: sum, agreement: agreement)
  }

  /// What the dies do in a step, so many samples on the busiest rank; context left out.
  private func work(_ batch: Int, replicaSamples: Int) -> Breakdown {
    var sum = rankTable[min(batch, rankTable.count - 1)]
    guard let experts = model.experts else { return sum }
    let all: Double =
      switch layout.graphs {
      case .eager: Double(max(1, replicaSamples))
      // A rank's padding is routed like its samples.
      case .single, .buckets: max(Double(replicaSamples), Double(batch) * Double(layout.data))
      }
    sum += mixture(
      rankRows: Double(batch) * rowsPerSample, replicaRows: all * rowsPerSample, experts)
    return sum
  }

  /// Two micro-batches in turn: while one's tokens travel, the other is worked on.
  private func overlapped(_ half: Breakdown) -> Breakdown {
    var both = half * 2
    let work = half.total - half.exchange
    both[.expertExchange] = 2 * max(0, half.exchange - work)
    return both
  }

  /// Twice a step the ranks agree on what ended and what comes next.
  ///
  /// Engines made for decode alone do without: their ranks meet in the exchange between experts.
  var agreementSeconds: Double {
    guard !layout.fusesOperators else { return 0 }
    return switch layout.synchronisation {
    case .host: 2 * Calibration.hostAgreement.value
    case .device:
      2 * Calibration.deviceAgreement.value * Calibration.Family(cluster.chip).launches
    }
  }

  /// What the engine's own code takes in a step; `samples` run on the busiest rank.
  func engineSeconds(samples: Int) -> Double {
    countsEngine ? kernels.engineStep + kernels.engineSample * Double(samples) : 0
  }

  /// What the host adds: the engine's own time, or what issuing takes beyond the die's work.
  private func issue(_ die: Double, samples: Int) -> Double {
    let engine = engineSeconds(samples: samples)
    switch layout.graphs {
    case .single, .buckets: return engine
    case .eager:
      let operators =
        22 * Double(model.layers) + 40 * Double(model.expertLayers)
        + 13 * Double(model.denseLayers)
      return max(engine, operators * kernels.dispatch - die)
    }
  }

  /// Experts of all layers in one step, with dispatch and combine.
  private func mixture(rankRows: Double, replicaRows: Double, _ experts: Experts) -> Breakdown {
    var sum = Breakdown()
    let hidden = Double(experts.width(hidden: model.hidden))
    // Without expert parallelism each expert is divided as dense blocks are.
    let width =
      Double(experts.intermediate) / (layout.expert > 1 ? 1 : Double(max(1, layout.tensor)))
    let gates = Double(model.feedForwardMatrices - 1)
    let assignments = replicaRows * Double(experts.active)
    let hit = max(1, load.distinct(assignments: assignments))
    let local = assignments / Double(load.ranks)
    func products(_ rows: Double) -> Double {
      expertKernels.product(rows: rows / hit, inner: hidden, columns: gates * width, count: hit)
        + expertKernels.product(rows: rows / hit, inner: width, columns: hidden, count: hit)
    }
    let even = products(local)
    sum[.products] =
      even
      + kernels.product(
        rows: rankRows, inner: Double(model.hidden), columns: Double(experts.routed))
    sum[.hotExperts] = products(local * load.slowest(assignments: assignments)) - even
    sum[.elementwise] = kernels.streaming(local * (2 * hidden + 3 * width) * 2, launches: 8)
    if layout.expert > 1 {
      sum[.expertExchange] = exchange(rankRows: rankRows / Double(layout.tensor), experts)
    } else if layout.tensor > 1 {
      sum[.tensorExchange] = fabric.allReduce(
        rankRows * Double(model.hidden) * 2, RankGroup(count: layout.tensor, stride: 1))
    }
    let layers = model.expertLayers + (model.predictionLayers > 0 ? Int(rowsPerSample) - 1 : 0)
    return sum * Double(layers)
  }

  /// Dispatch and combine of one layer.
  private func exchange(rankRows: Double, _ experts: Experts) -> Double {
    let group = RankGroup(count: layout.expert, stride: 1)
    let numbers = rankRows * Double(experts.active * experts.width(hidden: model.hidden))
    let doublings = ElementaryFunctions.log(Double(layout.expert)) / ElementaryFunctions.log(2)
    // Dispatch in the weights' format, combine in BF16.
    return Calibration.exchangeFloor.value
      + 2 * max(0, doublings - 3) * Calibration.exchangeDoubling.value
      + fabric.allToAll(numbers * min(2, layout.weights.bytes), group)
      + fabric.allToAll(numbers * 2, group) - 2 * fabric.launch
  }

  /// Seconds to take in prompts.
  ///
  /// The busiest rank takes in `rankTokens`, whose prompts' lengths have squares that add up to
  /// `rankTokenPairs`; all ranks together take in `replicaTokens`.
  public func prefill(
    rankTokens: Int, rankTokenPairs: Double, replicaTokens: Int
  ) -> Seconds {
    Seconds(
      prefillBreakdown(
        rankTokens: rankTokens, rankTokenPairs: rankTokenPairs, replicaTokens: replicaTokens
      ).total)
  }

  func prefillBreakdown(
    rankTokens: Int, rankTokenPairs: Double, replicaTokens: Int
  ) -> Breakdown {
    guard rankTokens > 0 else { return Breakdown() }
    var layer = LayerModel(
      model: model,
      shape: LayerShape(
        tensor: layout.tensor, context: 1, expert: layout.expert, exchange: .flat,
        // Sums over ranks are made in 16 bits, whatever the weights' format.
        activationBytes: 2,
        dispatchBytes: min(2, layout.weights.bytes), fusesOperators: true,
        attentionKernel: .fused,
        overlapsTensorExchange: false, splitsSequence: true,
        expertTensor: layout.expert > 1 ? 1 : layout.tensor),
      kernels: kernels, fabric: fabric, load: load, dispatch: .eager,
      operators: Operators(engine: model), gradientBytes: 0)
    layer.expertKernels = expertKernels
    let tokens = Double(rankTokens)
    // Experts work for all ranks; a rank with more than its share does not have more experts' work.
    let mean = Double(max(replicaTokens, rankTokens)) / Double(max(1, layout.data))
    var own = layer.forward(tokens: tokens, mixture: true)
    own.block = layer.forward(tokens: min(tokens, max(mean, 1)), mixture: true).block
    var sum = own.breakdown(pairs: rankTokenPairs) * Double(model.expertLayers)
    sum +=
      layer.forward(tokens: tokens, mixture: false).breakdown(pairs: rankTokenPairs)
      * Double(model.denseLayers)
    let columns = Double(model.vocabulary) / Double(layout.tensor)
    sum[.products] += kernels.product(
      rows: 1, inner: Double(model.hidden), columns: columns)
    return sum
  }
}

extension RolloutCosts {
  /// What it takes to take in one prompt on every rank, in terms.
  public func prefillTerms(prompt: Int) -> [CostTerm] {
    let all = prompt.multipliedReportingOverflow(by: layout.data)
    return prefillBreakdown(
      rankTokens: prompt, rankTokenPairs: Double(prompt) * Double(prompt),
      replicaTokens: all.overflow ? .max : all.partialValue
    ).terms
  }
}
