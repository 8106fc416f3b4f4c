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

  package init(_ model: Transformer, _ layout: TrainingLayout) {
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
      let share = model.layers / count
      let extra = model.layers - share * count
      let first = (count - extra) / 2
      for stage in 0..<count {
        layers[stage] = share + (stage >= first && stage < first + extra ? 1 : 0)
      }
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

  /// The virtual stages of one physical stage.
  func virtual(of rank: Int) -> [Stage] {
    stride(from: rank, to: stages.count, by: physical).map { stages[$0] }
  }
}
