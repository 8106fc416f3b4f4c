import Quantities
import Specification

/// Memory of a die of one pipeline stage while it trains.
public struct TrainingMemory: Hashable, Sendable {
  /// Weights in BF16, and their copies in 8 bits where products read those.
  public var weights: Bytes
  /// Gradients, in the format in which they are added up.
  public var gradients: Bytes
  /// Moments and master weights, as far as they rest on the die.
  public var optimizer: Bytes
  /// Activations of all micro-batches in flight.
  public var activations: Bytes
  /// Communication buffers and allocator slack.
  public var workspace: Bytes

  /// All together.
  public var total: Bytes { weights + gradients + optimizer + activations + workspace }

  /// The items one by one.
  public var items: [(item: MemoryProblem.Item, bytes: Bytes)] {
    [
      (.weights, weights), (.gradients, gradients), (.optimizer, optimizer),
      (.activations, activations), (.workspace, workspace),
    ]
  }
}

extension TrainingCosts {
  /// Memory of a die of each physical stage, for so many micro-batches of so many tokens.
  public func memory(
    microBatchTokens: Int, microBatches: Int = .max
  ) -> [TrainingMemory] {
    (0..<plan.physical).map { rank in
      let local = localParameters(stage: rank)
      let sharded = shardedParameters(local)
      let held = layout.shardsParameters ? sharded : local.all
      // Products in 8 bits read copies by rows and by columns, which are kept beside the weights
      // (TransformerEngine, unless weights are primary in 8 bits).
      let copies = layout.precision.bytes < 2 ? 2.0 : 0
      let optimizer =
        layout.swapsOptimizer || freezesWeights ? 0 : 12 * sharded
      return TrainingMemory(
        weights: Bytes(rounding: (2 + copies) * held),
        gradients: Bytes(rounding: freezesWeights ? 0 : layout.gradients.bytes * held),
        optimizer: Bytes(rounding: optimizer),
        // Scores of enormous sequences leave the range of an amount; an EiB fits nowhere either.
        activations: Bytes(
          rounding: min(
            0x1p60,
            activations(
              stage: rank, tokens: Double(microBatchTokens), microBatches: Double(microBatches)))),
        workspace: Bytes(rounding: Calibration.workspace.value))
    }
  }

  /// Memory of a die of each physical stage that reads forward only: its weights, and what its largest layer,
  /// or the head, works on.
  public func readingMemory(microBatchTokens: Int) -> [TrainingMemory] {
    let tokens = Double(microBatchTokens)
    let local = tokens / Double(layout.context * layout.tensor)
    return memory(microBatchTokens: microBatchTokens, microBatches: 1).enumerated().map {
      rank, trained in
      let stages = plan.virtual(of: rank)
      let hasMixture = stages.contains { $0.mixtures > 0 }
      let layer = activationBytes(tokens: tokens, mixture: hasMixture, remaking: .none)
      let head = stages.contains(where: \.isLast) ? 4 * local * Double(model.vocabulary) : 0
      return TrainingMemory(
        weights: trained.weights, gradients: .zero, optimizer: .zero,
        activations: Bytes(rounding: max(layer, head)), workspace: trained.workspace)
    }
  }

  /// Bytes that one layer keeps of a micro-batch for its backward pass, on one die.
  func activationBytes(
    tokens: Double, mixture: Bool, remaking recomputation: Recomputation
  ) -> Double {
    let local = tokens / Double(layout.context * layout.tensor)
    let hidden = Double(model.hidden)
    if recomputation == .full { return 2 * local * hidden }
    // What products read is kept in their format, all else in BF16.
    let small = min(2, layout.precision.bytes) / 2
    var attention: Double =
      switch model.attention {
      case .grouped(let heads, let keyValueHeads, let dimension):
        Double((heads + 2 * keyValueHeads) * dimension) + Double(heads * dimension) * small
      case .latent(let heads, let queryRank, let keyValueRank, let nope, let rope, let value):
        Double(
          2 * queryRank + 2 * (keyValueRank + rope) + heads * (2 * (nope + rope) + nope + value))
          + Double(heads * value) * small
      }
    if let state = model.state {
      // What is projected, what is convolved of it, and the output before its norm and after.
      let kept = Double(state.projected + state.convolved + state.width)
      attention =
        attention * model.attentionShare
        + (kept + Double(state.width) * small) * model.stateShare
    }
    let gates = Double(model.feedForwardMatrices) - 1 + small
    var block = gates * Double(model.denseIntermediate)
    if mixture, let experts = model.experts {
      let width = Double(experts.intermediate)
      block =
        Double(experts.active)
        * ((1 + small) * Double(experts.width(hidden: model.hidden)) + gates * width)
        + Double(experts.shared) * gates * width
    }
    // Inputs of both norms, of the projections and of the block.
    var numbers = (2 + 2 * small) * hidden + attention + block
    switch recomputation {
    case .none, .full:
      if layout.attentionKernel == .unfused {
        // Scores and weights: two squares a head, of the sequences in the micro-batch.
        let length = tokens / Double(max(1, layout.microBatch))
        numbers += 2.5 * Double(model.attention.heads) * length
      }
    case .selective:
      numbers -= 2 * hidden + block / (gates + 1)
    case .selectiveExperts:
      numbers -= 2 * hidden + (mixture ? block : block / (gates + 1))
    case .selectiveSwap:
      return 2 * local * selectedNumbers(mixture: mixture)
    }
    return 2 * local * numbers
  }

  /// Numbers a token keeps on the die where operators are chosen one by one.
  ///
  /// Inputs of both halves and, of latent attention, the latents stay, and so does what enters the
  /// activation. Heads, norms, activations and permutations are made again; attention's output and the
  /// permuted tokens rest in host memory.
  private func selectedNumbers(mixture: Bool) -> Double {
    var numbers = 2 * Double(model.hidden)
    switch model.attention {
    case .grouped(let heads, let keyValueHeads, let dimension):
      numbers += Double((heads + 2 * keyValueHeads) * dimension)
    case .latent(_, let queryRank, let keyValueRank, _, let rope, _):
      numbers += Double(queryRank + keyValueRank + rope)
    }
    if let state = model.state {
      numbers =
        2 * Double(model.hidden) + (numbers - 2 * Double(model.hidden)) * model.attentionShare
        + Double(state.projected) * model.stateShare
    }
    let gates = Double(model.feedForwardMatrices - 1)
    if mixture, let experts = model.experts {
      return numbers + gates * Double((experts.active + experts.shared) * experts.intermediate)
    }
    return numbers + gates * Double(model.denseIntermediate)
  }

  /// Bytes of a layer's activations that one die moves to its host and back.
  func swappedBytes(tokens: Double, mixture: Bool) -> Double {
    var numbers: Double =
      switch model.attention {
      case .grouped(let heads, _, let dimension): Double(heads * dimension)
      case .latent(let heads, _, _, _, _, let value): Double(heads * value)
      }
    if mixture, let experts = model.experts {
      numbers += Double(experts.active * experts.width(hidden: model.hidden))
    }
    return 2 * numbers * tokens / Double(layout.context * layout.tensor)
  }

  private func activations(stage rank: Int, tokens: Double, microBatches: Double) -> Double {
    let chunks = plan.stages.count / plan.physical
    // Warm-up micro-batches of the schedule, each of one virtual stage.
    let depth = plan.physical - rank
    let warmup =
      chunks == 1 ? depth : 2 * (depth - 1) + (chunks - 1) * plan.physical + 1
    let inFlight = min(Double(warmup), max(1, microBatches) * Double(chunks))
    var sum = 0.0
    let local = tokens / Double(layout.context * layout.tensor)
    for stage in plan.virtual(of: rank) {
      let share = remadeShare(stage)
      let mixtures = stage.mixtures + stage.predicted
      for (count, mixture) in [(stage.dense, false), (mixtures, true)] where count > 0 {
        let remade = activationBytes(
          tokens: tokens, mixture: mixture, remaking: layout.recomputation)
        let kept = activationBytes(tokens: tokens, mixture: mixture, remaking: .none)
        sum += Double(count) * (share * remade + (1 - share) * kept)
      }
    }
    sum = sum / Double(chunks) * inFlight
    if plan.virtual(of: rank).contains(where: \.isLast) {
      // Logits and their gradient; where the loss is not fused, casts to FP32 and the softmax too.
      sum += local * Double(model.vocabulary) * (fusesLoss ? 6 : 14)
    }
    if layout.recomputation == .full {
      sum += 2 * local * Double(model.hidden) * 20
    }
    return sum
  }
}
