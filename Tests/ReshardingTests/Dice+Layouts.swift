import Resharding
import Specification
import TestKit

extension Dice {
  mutating func model() -> Transformer {
    let experts = Experts(
      routed: pick([4, 6]), shared: pick([0, 1, 2]), active: 2,
      intermediate: pick([4, 6]), firstLayer: pick([0, 1]))
    let attention = pick([
      Attention.grouped(heads: 8, keyValueHeads: 2, headDimension: 4),
      .grouped(heads: 4, keyValueHeads: 4, headDimension: 2),
      .latent(
        heads: 4, queryRank: pick([0, 6]), keyValueRank: 4, nopeDimension: 4, ropeDimension: 2,
        valueDimension: 3),
    ])
    return Transformer(
      name: "small", layers: pick([2, 3]), hidden: 8, vocabulary: pick([16, 37]),
      attention: attention, denseIntermediate: 12, experts: pick([experts, experts, nil]),
      feedForwardMatrices: pick([2, 3, 3]), tiesEmbeddings: pick([false, false, true]),
      source: Source("by chance", .assumed))
  }

  /// A layout on dies of a cluster of `dies`, in any order.
  mutating func layout(_ name: String, model: Transformer, dies: Int) -> WeightLayout {
    let tensor = pick([1, 2, 3, 4])
    let inside = tensor * pick([1, 2, 3])
    let pipeline = pick([1, 2, min(3, model.layers)])
    let expert = pick((1...inside).filter { inside % $0 == 0 })
    // Virtual stages in turn, or each layer on a stage by dice.
    let scattered = pick([false, true])
    var stages = [[Int]](repeating: [], count: pipeline)
    for layer in 0..<model.layers {
      stages[scattered ? Int(next() % UInt64(pipeline)) : layer % pipeline].append(layer)
    }
    return WeightLayout(
      name: name, tensor: tensor, ranksPerStage: inside, expert: expert,
      redundantExperts: pick([0, 0, 1, 3]), sharedReplicas: pick([0, 0, 1, 4]),
      cutsExperts: pick([false, false, true]),
      fusion: pick(Fusion.allCases), stages: stages,
      replicas: pick(Array(1...max(1, min(3, dies / (inside * pipeline))))),
      dies: Array(0..<dies).shuffled(using: &self))
  }

  /// A layout that spreads copies over those who would repeat them, in at most eight shards.
  mutating func shards(_ name: String, model: Transformer, dies: Int) -> WeightLayout {
    var layout = layout(name, model: model, dies: dies)
    layout.tensor = pick([1, 2, 4])
    layout.ranksPerStage = layout.tensor * (layout.tensor == 4 ? 2 : pick([2, 4]))
    layout.expert = layout.ranksPerStage / pick([1, 2])
    layout.shardsCopies = true
    layout.replicas = 1
    layout.dies = Array(
      Array(0..<dies).shuffled(using: &self).prefix(layout.ranksPerStage * layout.stages.count))
    return layout
  }
}
