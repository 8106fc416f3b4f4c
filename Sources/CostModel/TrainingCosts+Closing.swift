import Quantities
import Specification

extension TrainingCosts {
  /// Weights that one die of a stage holds, as each kind is divided.
  struct LocalParameters {
    /// Repeated over tensor ranks or divided by them; copied over data-parallel ranks.
    var dense = 0.0
    /// Experts, divided over the expert group.
    var experts = 0.0

    var all: Double { dense + experts }
  }

  /// Weights that one die of a physical stage holds.
  func localParameters(stage rank: Int) -> LocalParameters {
    var sum = LocalParameters()
    let tensor = Double(layout.tensor)
    let attending = attentionParameters
    let states = model.state.map { Double($0.parameters(hidden: model.hidden)) / tensor } ?? 0
    let each = attending * model.attentionShare + states * model.stateShare
    for stage in plan.virtual(of: rank) {
      sum.dense += Double(stage.layers) * each
      sum.dense += Double(stage.dense) * Double(model.denseParameters) / tensor
      sum.dense += Double(stage.mixtures) * Double(model.smallParameters(mixture: true))
      if let experts = model.experts {
        let one = Double(model.expertParameters)
        sum.dense += Double(stage.mixtures * model.sharedParameters) / tensor
        sum.experts +=
          Double(stage.mixtures) * one * Double(experts.routed) / Double(max(1, layout.expert))
      }
      let embedding = Double(model.embeddingParameters) / tensor
      if stage.isFirst { sum.dense += embedding }
      if stage.isLast && !(model.tiesEmbeddings && stage.isFirst) { sum.dense += embedding }
      if stage.isLast && trainsPrediction {
        let count = Double(model.predictionLayers)
        sum.dense += count * (attending + 2 * Double(model.hidden * model.hidden) / tensor)
        if let experts = model.experts {
          let one = Double(model.expertParameters) * count
          sum.dense += count * Double(model.sharedParameters) / tensor
          sum.experts += one * Double(experts.routed) / Double(max(1, layout.expert))
        } else {
          sum.dense += count * Double(model.denseParameters) / tensor
        }
      }
    }
    return sum
  }

  /// Weights of one layer's attention on one die.
  private var attentionParameters: Double {
    let weights = model.attention.weights(hidden: model.hidden)
    return Double(weights.divided) / Double(layout.tensor) + Double(weights.repeated)
  }

  /// Ranks that hold the same dense weights.
  var denseCopies: RankGroup {
    RankGroup(count: data * layout.context, stride: layout.tensor)
  }

  /// Ranks that hold the same experts.
  var expertCopies: RankGroup {
    let inside = layout.tensor * layout.context * data
    return RankGroup(count: max(1, inside / max(1, layout.expert)), stride: max(1, layout.expert))
  }

  /// What follows the last micro-batch: reduction that nothing hides, and the optimizer.
  func closing(
    stage: Int, window: (forward: Double, backward: Double), microBatches: Int
  ) -> [CostTerm] {
    guard !freezesWeights else { return [] }
    let local = localParameters(stage: stage)
    var reduce = fabric.allGather(local.dense * 4, denseCopies)
    reduce += fabric.allGather(local.experts * 4, expertCopies)
    var gather = fabric.allGather(local.dense * 2, denseCopies)
    gather += fabric.allGather(local.experts * 2, expertCopies)
    if layout.shardsParameters {
      // Weights are gathered for each pass forward and backward, gradients scattered after each.
      let each = Double(microBatches)
      let passes = (2 * gather + reduce / 2) * each
      let compute = (window.forward + window.backward) * each
      gather = layout.overlapsReduction ? kernels.beside(passes, work: compute, bare: 0) : passes
      reduce = 0
    } else if layout.overlapsReduction {
      // The gradients made last have nothing left to hide behind, nor have the weights read first.
      let last = min(1, lastBucket(stage: stage) / max(1, local.all))
      reduce = kernels.beside(reduce, work: window.backward, bare: last * reduce)
      gather = kernels.beside(gather, work: window.forward, bare: last * gather)
    }
    let fabricSource = Calibration.fabricSource
    var terms = [
      CostTerm(name: "gradient reduction", seconds: Seconds(reduce), source: fabricSource),
      CostTerm(name: "weight gathering", seconds: Seconds(gather), source: fabricSource),
      CostTerm(
        name: "embedding reduction", seconds: Seconds(sharedEmbedding(stage: stage)),
        source: fabricSource),
    ]
    let sharded = shardedParameters(local)
    // Gradient, two moments and master weights are read, all but the gradient written, and the
    // weights written once more in BF16. Where gradients have a buffer of their own it is cleared, and
    // divided by the number of ranks before it is sent.
    let buffers = layout.shardsParameters ? 0 : 3 * layout.gradients.bytes * local.all
    terms.append(
      CostTerm(
        name: "optimizer", seconds: Seconds((sharded * 30 + buffers) / kernels.memoryRate),
        source: Calibration.memoryEfficiency.source))
    if layout.swapsOptimizer {
      let rate = cluster.host.effectiveBandwidth.bytesPerSecond
      terms.append(
        CostTerm(
          name: "optimizer swap", seconds: Seconds(sharded * 24 / rate),
          source: cluster.host.source))
    }
    return terms.filter { $0.seconds.value > 0 }
  }

  /// Weights that one die reduces at once after all others of a stage.
  ///
  /// Megatron-Core's buckets: 40 million weights, or a million for each data-parallel rank. The embedding is
  /// the first layer, so that its gradient is made last.
  private func lastBucket(stage: Int) -> Double {
    let bucket = Double(max(40_000_000, 1_000_000 * denseCopies.count))
    guard stage == 0 else { return bucket }
    return max(bucket, Double(model.embeddingParameters) / Double(layout.tensor))
  }

  /// Seconds in which the first stage and the last add up the gradients of an embedding that the head
  /// shares: when all else is reduced.
  private func sharedEmbedding(stage: Int) -> Double {
    guard model.tiesEmbeddings, plan.physical > 1, stage == 0 || stage == plan.physical - 1 else {
      return 0
    }
    let bytes = Double(model.embeddingParameters) / Double(layout.tensor) * layout.gradients.bytes
    let distance = dies / plan.physical * (plan.physical - 1)
    return fabric.allReduce(bytes, RankGroup(count: 2, stride: max(1, distance)))
  }

  /// Weights whose optimizer state one die keeps.
  func shardedParameters(_ local: LocalParameters) -> Double {
    guard layout.shardsOptimizer || layout.shardsParameters else { return local.all }
    return local.dense / Double(denseCopies.count) + local.experts / Double(expertCopies.count)
  }
}
