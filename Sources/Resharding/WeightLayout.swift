import CostModel
import Specification

/// Where the slices of every weight live: one shape for training and rollout alike.
///
/// Ranks are counted replica by replica, stage by stage, then inside a stage: tensor ranks fastest,
/// context and data ranks after them. Experts are spread over all ranks of a stage ("tp-extend-ep"):
/// the rank inside, modulo the expert degree, tells which experts. What does not divide evenly is cut
/// as evenly as whole units allow; `check(_:)` is for those who cannot have that.
public struct WeightLayout: Hashable, Sendable {
  /// The degrees in words, as in "TP4 PP8 EP8".
  public var name: String
  /// Tensor-parallel degree.
  public var tensor: Int
  /// Ranks of one stage of one replica: tensor · context · data.
  public var ranksPerStage: Int
  /// Expert-parallel degree; 1 has every expert on every rank, or cut by tensor ranks.
  public var expert: Int
  /// Spare copies of experts, per layer, over an expert group.
  public var redundantExperts: Int
  /// Copies of the shared experts that stand in slots of their own before the routed ones, whole; 0 has
  /// tensor ranks cut them, as dense blocks are.
  ///
  /// CloudMatrix-Infer serves DeepSeek-R1 with 32 of them beside 256 routed and 32 redundant experts on
  /// 320 dies (arXiv 2506.12708, section 4.2).
  public var sharedReplicas: Int
  /// Whether each expert is cut over tensor ranks, as dense blocks are.
  public var cutsExperts: Bool
  /// Whether slices are spread once more over the ranks that would repeat them (ZeRO-3, FSDP).
  public var shardsCopies: Bool
  /// Whether query, key and value lie in one buffer, and gate and up; shards never do.
  public var fusion: Fusion
  /// The layers of each pipeline stage.
  public var stages: [[Int]]
  /// Copies of the whole.
  public var replicas: Int
  /// Number format of the weights.
  public var precision: Precision
  /// The die of each rank.
  public var dies: [Int]

  /// Makes a layout on consecutive dies or any others, rank by rank.
  public init(
    name: String, tensor: Int, ranksPerStage: Int, expert: Int = 1, redundantExperts: Int = 0,
    sharedReplicas: Int = 0,
    cutsExperts: Bool = false, shardsCopies: Bool = false, fusion: Fusion = .split,
    stages: [[Int]], replicas: Int = 1, precision: Precision = .bf16, dies: [Int]
  ) {
    self.name = name
    self.tensor = tensor
    self.ranksPerStage = ranksPerStage
    self.expert = expert
    self.redundantExperts = redundantExperts
    self.sharedReplicas = sharedReplicas
    self.cutsExperts = cutsExperts
    self.shardsCopies = shardsCopies
    self.fusion = fusion
    self.stages = stages
    self.replicas = replicas
    self.precision = precision
    self.dies = Array(dies.prefix(max(0, ranksPerStage * stages.count * replicas)))
  }

  /// Ranks that hold something.
  public var ranks: Int { ranksPerStage * stages.count * replicas }

  /// Whether shared experts stand in slots of their own.
  var slotsShared: Bool { sharedReplicas > 0 && !shardsCopies && !cutsExperts }

  /// Slots for experts over an expert group, of a layer with so many routed ones.
  func slots(routed: Int) -> Int {
    routed + redundantExperts + (slotsShared ? sharedReplicas : 0)
  }

  /// Whether tensors share buffers.
  var isFused: Bool { fusion != .split && !shardsCopies }

  /// The rank at a place inside a stage of a replica.
  func rank(inside: Int, stage: Int, replica: Int) -> Int {
    inside + ranksPerStage * (stage + stages.count * replica)
  }

  /// The rank of each of so many dies; -1 where it has none.
  func rankOfDie(count: Int) -> [Int] {
    var ranks = [Int](repeating: -1, count: count)
    for (rank, die) in dies.enumerated() { ranks[die] = rank }
    return ranks
  }

  /// The stages that hold what lives at a place.
  func stages(of place: Tensor.Place) -> [Int] {
    let last = stages.count - 1
    switch place {
    case .first: return [0]
    case .last: return [last]
    case .firstAndLast: return last == 0 ? [0] : [0, last]
    case .layer(let layer): return stages.indices.filter { stages[$0].contains(layer) }
    }
  }
}

extension WeightLayout {
  /// The layout of training: what the optimizer has just written.
  public init(_ layout: TrainingLayout, model: Transformer, dies: Range<Int>) {
    let inside = dies.count / max(1, layout.pipeline)
    let ranks = inside / max(1, layout.tensor * layout.context) * layout.tensor * layout.context
    let plan = StagePlan(model, layout)
    var stages = [[Int]](repeating: [], count: plan.physical)
    var layer = 0
    for (index, stage) in plan.stages.enumerated() {
      stages[index % plan.physical] += layer..<layer + stage.layers
      layer += stage.layers
    }
    self.init(
      name: Self.name(layout.tensor, layout.pipeline, layout.expert, model.experts != nil)
        + (layout.context > 1 ? " CP\(layout.context)" : ""),
      tensor: layout.tensor, ranksPerStage: ranks, expert: layout.expert,
      shardsCopies: layout.shardsParameters, fusion: .byGroup, stages: stages, dies: Array(dies))
  }

  /// The layout of rollout: as many replicas as the dies hold.
  public init(_ layout: RolloutLayout, model: Transformer, dies: Range<Int>) {
    let stages = StagePlan(model, TrainingLayout(pipeline: layout.pipeline)).stages
    var layer = 0
    let layers = stages.map { stage in
      defer { layer += stage.layers }
      return Array(layer..<layer + stage.layers)
    }
    self.init(
      name: Self.name(layout.tensor, layout.pipeline, layout.expert, model.experts != nil),
      tensor: layout.tensor, ranksPerStage: layout.tensor * layout.data, expert: layout.expert,
      redundantExperts: layout.redundantExperts, cutsExperts: layout.expert == 1,
      fusion: .behind, stages: layers, replicas: dies.count / max(1, layout.diesPerReplica),
      precision: layout.weights,
      dies: Array(dies))
  }

  private static func name(_ tensor: Int, _ pipeline: Int, _ expert: Int, _ mixture: Bool) -> String
  {
    "TP\(tensor)" + (pipeline > 1 ? " PP\(pipeline)" : "") + (mixture ? " EP\(expert)" : "")
  }
}
