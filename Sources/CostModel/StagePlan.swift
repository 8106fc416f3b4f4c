import Specification

/// Which layers each virtual stage of a pipeline holds.
package struct StagePlan: Hashable, Sendable {
  /// What one virtual stage holds.
  package struct Stage: Hashable, Sendable {
    var dense = 0
    var mixtures = 0
    var isFirst = false
    var isLast = false

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
    var layers = [Int](repeating: 0, count: count)
    if let given = layout.layersPerStage, given.count == physical {
      for (rank, total) in given.enumerated() {
        for chunk in 0..<chunks {
          layers[chunk * physical + rank] =
            total * (chunk + 1) / chunks - total * chunk / chunks
        }
      }
    } else {
      layers = Self.spread(model, over: count, prediction: prediction)
    }
    var stages: [Stage] = []
    var done = 0
    for (index, layerCount) in layers.enumerated() {
      let dense = max(0, min(model.denseLayers - done, layerCount))
      stages.append(
        Stage(
          dense: dense, mixtures: layerCount - dense, isFirst: index == 0,
          isLast: index == count - 1))
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

  /// Layers of each virtual stage where the layout does not say.
  ///
  /// As many for each where they divide, as frameworks do by themselves. Where they do not, someone
  /// split them by hand: the last stage has fewer by what head and prediction layers weigh, and the
  /// longer ones stand in the middle.
  private static func spread(_ model: Transformer, over count: Int, prediction: Bool) -> [Int] {
    guard model.layers % count != 0, count > 1, model.layers >= count else {
      return even(model.layers, over: count)
    }
    let mixture =
      model.experts.map { ($0.active + $0.shared) * model.expertParameters }
      ?? model.denseParameters
    let layer = Double(model.attentionParameters + mixture)
    let head = Double(model.embeddingParameters) / max(1, layer)
    let extra = head + (prediction ? Double(model.predictionLayers) * (1 + head) : 0)
    let each = (Double(model.layers) + extra) / Double(count)
    let last = Int(max(0, (each - extra).rounded()))
    return even(model.layers - last, over: count - 1) + [last]
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
