import Resharding
import Specification

/// Small models and layouts by chance, from a seed.
struct Chance: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  mutating func one<Value>(of values: [Value]) -> Value {
    values[Int(next() % UInt64(values.count))]
  }

  mutating func model() -> Transformer {
    let experts = Experts(
      routed: one(of: [4, 6]), shared: one(of: [0, 1, 2]), active: 2,
      intermediate: one(of: [4, 6]), firstLayer: one(of: [0, 1]))
    let attention = one(of: [
      Attention.grouped(heads: 8, keyValueHeads: 2, headDimension: 4),
      .grouped(heads: 4, keyValueHeads: 4, headDimension: 2),
      .latent(
        heads: 4, queryRank: one(of: [0, 6]), keyValueRank: 4, nopeDimension: 4, ropeDimension: 2,
        valueDimension: 3),
    ])
    return Transformer(
      name: "small", layers: one(of: [2, 3]), hidden: 8, vocabulary: one(of: [16, 37]),
      attention: attention, denseIntermediate: 12, experts: one(of: [experts, experts, nil]),
      feedForwardMatrices: one(of: [2, 3, 3]), tiesEmbeddings: one(of: [false, false, true]),
      source: Source("by chance", .assumed))
  }

  /// A layout on dies of a cluster of `dies`, in any order.
  mutating func layout(_ name: String, model: Transformer, dies: Int) -> WeightLayout {
    let tensor = one(of: [1, 2, 3, 4])
    let inside = tensor * one(of: [1, 2, 3])
    let pipeline = one(of: [1, 2, min(3, model.layers)])
    let expert = one(of: (1...inside).filter { inside % $0 == 0 })
    // Virtual stages in turn, or each layer on a stage by chance.
    let scattered = one(of: [false, true])
    var stages = [[Int]](repeating: [], count: pipeline)
    for layer in 0..<model.layers {
      stages[scattered ? Int(next() % UInt64(pipeline)) : layer % pipeline].append(layer)
    }
    return WeightLayout(
      name: name, tensor: tensor, ranksPerStage: inside, expert: expert,
      redundantExperts: one(of: [0, 0, 1, 3]), sharedReplicas: one(of: [0, 0, 1, 4]),
      cutsExperts: one(of: [false, false, true]),
      fusion: one(of: Fusion.allCases), stages: stages,
      replicas: one(of: Array(1...max(1, min(3, dies / (inside * pipeline))))),
      dies: Array(0..<dies).shuffled(using: &self))
  }

  /// A layout that spreads copies over those who would repeat them, in at most eight shards.
  mutating func shards(_ name: String, model: Transformer, dies: Int) -> WeightLayout {
    var layout = layout(name, model: model, dies: dies)
    layout.tensor = one(of: [1, 2, 4])
    layout.ranksPerStage = layout.tensor * (layout.tensor == 4 ? 2 : one(of: [2, 4]))
    layout.expert = layout.ranksPerStage / one(of: [1, 2])
    layout.shardsCopies = true
    layout.replicas = 1
    layout.dies = Array(
      Array(0..<dies).shuffled(using: &self).prefix(layout.ranksPerStage * layout.stages.count))
    return layout
  }
}
