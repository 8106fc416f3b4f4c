import Quantities
import Specification

/// What training costs on a cluster, from the model's shape and the layout.
///
/// Knows nothing of RL: `StepCosts` asks it for the reference and update passes, `tandem estimate`
/// for pre-training.
public struct TrainingCosts: Sendable {
  /// The cluster.
  public let cluster: Cluster
  /// The model.
  public let model: Transformer
  /// The layout.
  public let layout: TrainingLayout
  /// Dies that train.
  public let dies: Int
  /// Whether the multi-token-prediction layers are trained too.
  public let trainsPrediction: Bool

  /// Whether only adapters are trained.
  let freezesWeights: Bool
  let fusesLoss: Bool
  let plan: StagePlan
  let layer: LayerModel
  let kernels: Kernels
  /// The head's products stay in BF16, whatever the layers' are in.
  let head: Kernels
  let fabric: Fabric

  /// Makes the costs of training.
  ///
  /// `balancesExperts` says whether experts are spread anew by their load; `nil` stands for routing
  /// that is even by force, as benchmarks have it. `freezesWeights` leaves out what only the weights'
  /// gradients need: adapters that are trained instead (LoRA) are small beside them. Without
  /// `fusesLoss` the cross-entropy goes through memory operator by operator.
  public init(
    cluster: Cluster, model: Transformer, layout: TrainingLayout, dies: Int,
    balancesExperts: Bool? = false, trainsPrediction: Bool = false, freezesWeights: Bool = false,
    fusesLoss: Bool = true
  ) {
    self.freezesWeights = freezesWeights
    self.fusesLoss = fusesLoss
    self.cluster = cluster
    self.model = model
    self.layout = layout
    self.dies = dies
    self.trainsPrediction = trainsPrediction && model.predictionLayers > 0
    plan = StagePlan(
      model, layout, prediction: trainsPrediction && model.predictionLayers > 0)
    kernels = Kernels(cluster.chip, precision: layout.precision)
    head = Kernels(cluster.chip, precision: .bf16)
    fabric = Fabric(cluster)
    let spread: Double =
      switch balancesExperts {
      case .some(true): Calibration.balancedSpread.value
      case .some(false): Calibration.expertSpread.value
      case nil: 0
      }
    let shape = LayerShape(
      tensor: layout.tensor, context: layout.context, expert: layout.expert,
      exchange: layout.exchange, activationBytes: 2,
      dispatchBytes: min(2, layout.exchangePrecision.bytes), fusesOperators: layout.fusesOperators,
      attentionKernel: layout.attentionKernel,
      overlapsTensorExchange: layout.overlapsTensorExchange, splitsSequence: layout.splitsSequence)
    layer = LayerModel(
      model: model, shape: shape, kernels: kernels, fabric: fabric,
      load: ExpertLoad(
        spread: spread, experts: Double(model.experts?.routed ?? 1), ranks: max(1, layout.expert)),
      dispatch: layout.dispatch, operators: Operators(training: model, shape),
      gradientBytes: 2 * layout.gradients.bytes,
      freezesWeights: freezesWeights)
  }

  /// Data-parallel degree.
  public var data: Int { max(1, dies / layout.diesPerReplica) }

  /// Data-parallel ranks whose expert layers wait for each other.
  var coupledRanks: Int {
    guard model.experts != nil else { return 1 }
    let inside = layout.tensor * layout.context
    return max(1, min(data, layout.expert / inside))
  }

  /// Work that the model needs for micro-batches, forward and backward.
  public func modelFLOPs(
    of batches: [[MicroBatch]], backward: Bool,
    counting count: Transformer.AttentionCount = .causal
  ) -> FLOPs {
    // Work grows with the tokens and, by attention, with the squares of the lengths.
    let linear = model.trainingFLOPs(
      sequence: 0, counting: count, prediction: trainsPrediction)
    let square =
      model.trainingFLOPs(sequence: 1, counting: count, prediction: trainsPrediction) - linear
    var tokens = 0.0
    var squares = 0.0
    for rank in batches {
      for batch in rank {
        tokens += Double(batch.tokens)
        squares += batch.pairs
      }
    }
    let work = linear * tokens + square * squares
    return FLOPs(backward ? work : work / 3)
  }
}
