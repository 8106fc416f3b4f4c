import Specification

/// Which layers each virtual stage of a pipeline holds.
package struct StagePlan: Hashable, Sendable {
  /// What one virtual stage holds.
  package struct Stage: Hashable, Sendable {
    var dense = 0
    var mixtures = 0
    /// Layers for multi-token prediction, which come after all others.
    var predicted = 0
    var isFirst = false
    var isLast = false

    /// Layers of the model, those for multi-token prediction not counted.
    package var layers: Int { dense + mixtures }
  }

  /// Virtual stages in the order of the layers; physical stage = index modulo `physical`.
  package let stages: [Stage]
  package let physical: Int
  /// The different ones among them.
  let kinds: [Stage]
  /// For each virtual stage, which of `kinds` it is.
  let kindOf: [Int]

  package init(_ model: Transformer, _ layout: TrainingLayout, prediction: Bool = false) {
    let physical = max(1, layout.pipeline)
    let chunks = max(1, layout.virtualPipeline)
    let count = physical * chunks
    let layers = Self.layers(model, layout, physical, chunks, prediction: prediction)
    var stages: [Stage] = []
    var done = 0
    for (index, layerCount) in layers.enumerated() {
      let dense = max(0, min(model.denseLayers - done, layerCount))
      stages.append(
        Stage(
          dense: dense, mixtures: layerCount - dense,
          predicted: prediction && index == count - 1 ? model.predictionLayers : 0,
          isFirst: index == 0, isLast: index == count - 1))
      done += layerCount
    }
    var kinds: [Stage] = []
    kindOf = stages.map { stage in
      if let index = kinds.firstIndex(of: stage) { return index }
      kinds.append(stage)
      return kinds.count - 1
    }
    self.stages = stages
    self.physical = physical
    self.kinds = kinds
  }

  /// Layers of each virtual stage.
  ///
  /// As many for each where they divide and the layout does not say, as frameworks do by themselves.
  private static func layers(
    _ model: Transformer, _ layout: TrainingLayout, _ physical: Int, _ chunks: Int,
    prediction: Bool
  ) -> [Int] {
    let count = physical * chunks
    if let totals = layout.layersPerStage, totals.count == physical {
      return (0..<count).map { index in
        let (total, chunk) = (totals[index % physical], index / physical)
        return total * (chunk + 1) / chunks - total * chunk / chunks
      }
    }
    guard model.layers % count != 0, physical > 1, model.layers >= count else {
      return even(model.layers, over: count)
    }
    return spread(model, physical, chunks, prediction: prediction)
  }

  /// Layers of each virtual stage where someone split them by hand, since they do not divide.
  ///
  /// The last rank has fewer by what head and prediction layers weigh, its last virtual stage before the
  /// others, and the longer ones stand in the middle. A mixture's layer spends about as long on moving
  /// tokens as in products, so that a head weighs half as many of them as by its products.
  private static func spread(
    _ model: Transformer, _ physical: Int, _ chunks: Int, prediction: Bool
  ) -> [Int] {
    let mixture =
      model.experts.map { 2 * ($0.active * model.expertParameters + model.sharedParameters) }
      ?? model.denseParameters
    let layer = model.mixerParameters + Double(mixture)
    let head = Double(model.embeddingParameters) / max(1, layer)
    let extra = head + (prediction ? Double(model.predictionLayers) * (1 + head) : 0)
    func fewer(_ parts: Int) -> Int {
      Int(max(0, ((Double(model.layers) + extra) / Double(parts) - extra).rounded()))
    }
    let total = fewer(physical)
    let end = chunks > 1 ? min(total, fewer(physical * chunks)) : total
    let front = even(total - end, over: max(1, chunks - 1))
    let others = even(model.layers - total, over: (physical - 1) * chunks)
    var layers: [Int] = []
    for chunk in 0..<chunks {
      layers += others.dropFirst(chunk * (physical - 1)).prefix(physical - 1)
      layers.append(chunk == chunks - 1 ? end : front[chunk])
    }
    return layers
  }

  private static func even(_ layers: Int, over count: Int) -> [Int] {
    let share = layers / count
    let extra = layers - share * count
    let first = (count - extra) / 2
    return (0..<count).map { share + ($0 >= first && $0 < first + extra ? 1 : 0) }
  }

  /// The virtual stages of one physical stage.
  func virtual(of rank: Int) -> [Stage] {
    stride(from: rank, to: stages.count, by: physical).map { stages[$0] }
  }
}
