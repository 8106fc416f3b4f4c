/// How training is spread over its dies.
///
/// Ranks run as Megatron orders them: tensor fastest, then context, data and pipeline. The data-parallel
/// degree is what is left: dies / (tensor · context · pipeline). Experts are spread over
/// tensor · context · data ("tp-extend-ep"), so `expert` must divide that product.
public struct TrainingLayout: Hashable, Sendable {
  /// Tensor-parallel degree (TP).
  public var tensor: Int
  /// Pipeline-parallel degree (PP).
  public var pipeline: Int
  /// Virtual stages per pipeline rank (VPP); 1 for none.
  public var virtualPipeline: Int
  /// Expert-parallel degree (EP); 1 for a dense model.
  public var expert: Int
  /// Context-parallel degree (CP).
  public var context: Int
  /// Sequences in a micro-batch.
  public var microBatch: Int
  /// Tokens up to which sequences are packed into a micro-batch, whatever their number (dynamic batch
  /// size); `nil` for `microBatch` sequences each.
  public var microBatchTokens: Int?
  /// What of the activations is made again in the backward pass.
  public var recomputation: Recomputation
  /// In which order a pipeline rank runs its micro-batches.
  public var schedule: PipelineSchedule
  /// Whether the optimizer's state is spread over data-parallel ranks (ZeRO-1).
  public var shardsOptimizer: Bool
  /// Whether the optimizer's state rests in host memory between updates.
  public var swapsOptimizer: Bool
  /// How the expert exchange between ranks is made.
  public var exchange: ExpertExchange
  /// Number format in which tokens, and later their gradients, are sent to experts.
  public var exchangePrecision: Precision
  /// How operators are issued to the die.
  public var dispatch: Dispatch
  /// Whether fused, hardware-affine operators are used (fewer launches, less memory traffic).
  public var fusesOperators: Bool
  /// How attention's core is made.
  public var attentionKernel: AttentionKernel
  /// Whether tensor-parallel exchanges run behind the products that they feed, in pieces.
  public var overlapsTensorExchange: Bool
  /// Number format of the matrix products; what is kept stays in BF16 and FP32.
  public var precision: Precision
  /// Number format in which gradients are added up over micro-batches.
  public var gradients: Precision
  /// Whether element-wise work is spread over tensor ranks too (sequence parallelism).
  public var splitsSequence: Bool
  /// Whether weights and gradients are spread over data-parallel ranks too (ZeRO-3, FSDP).
  public var shardsParameters: Bool
  /// Whether gradients are reduced and weights gathered behind the first and last micro-batch.
  public var overlapsReduction: Bool
  /// Layers of each pipeline rank that `recomputation` applies to; `nil` for all.
  public var recomputedLayers: Int?
  /// Layers of each pipeline rank; `nil` for as even as can be, the longer ones in the middle.
  public var layersPerStage: [Int]?

  /// Makes a layout.
  public init(
    tensor: Int = 1, pipeline: Int = 1, virtualPipeline: Int = 1, expert: Int = 1, context: Int = 1,
    microBatch: Int = 1, microBatchTokens: Int? = nil, recomputation: Recomputation = .none,
    schedule: PipelineSchedule = .oneFOneB,
    shardsOptimizer: Bool = true, swapsOptimizer: Bool = false, exchange: ExpertExchange = .flat,
    exchangePrecision: Precision = .bf16,
    dispatch: Dispatch = .eager, fusesOperators: Bool = false,
    attentionKernel: AttentionKernel = .fused,
    overlapsTensorExchange: Bool = false,
    precision: Precision = .bf16, gradients: Precision = .fp32, splitsSequence: Bool = true,
    shardsParameters: Bool = false,
    overlapsReduction: Bool = true,
    recomputedLayers: Int? = nil, layersPerStage: [Int]? = nil
  ) {
    self.tensor = tensor
    self.pipeline = pipeline
    self.virtualPipeline = virtualPipeline
    self.expert = expert
    self.context = context
    self.microBatch = microBatch
    self.microBatchTokens = microBatchTokens
    self.recomputation = recomputation
    self.schedule = schedule
    self.shardsOptimizer = shardsOptimizer
    self.swapsOptimizer = swapsOptimizer
    self.exchange = exchange
    self.exchangePrecision = exchangePrecision
    self.dispatch = dispatch
    self.fusesOperators = fusesOperators
    self.attentionKernel = attentionKernel
    self.overlapsTensorExchange = overlapsTensorExchange
    self.precision = precision
    self.gradients = gradients
    self.splitsSequence = splitsSequence
    self.shardsParameters = shardsParameters
    self.overlapsReduction = overlapsReduction
    self.recomputedLayers = recomputedLayers
    self.layersPerStage = layersPerStage
  }

  /// Dies that hold one copy of the model for one sequence: tensor · context · pipeline.
  public var diesPerReplica: Int { tensor * context * pipeline }
}

/// What of the activations is made again in the backward pass.
public enum Recomputation: String, Hashable, Sendable, CaseIterable {
  /// Nothing: all activations stay.
  case none
  /// The attention's core and other cheap, large parts.
  case selective
  /// The cheap parts and whole mixtures of experts, their exchange included.
  case selectiveExperts = "selective-experts"
  /// Whole layers: only their inputs stay.
  case full
  /// Chosen operators are made again, chosen tensors rest in host memory (Selective R/S).
  case selectiveSwap = "selective-swap"
}

/// How attention's core is made.
public enum AttentionKernel: String, Hashable, Sendable, CaseIterable {
  /// Operator by operator: scores and weights go through memory.
  case unfused
  /// The first FlashAttention: scores stay on the chip, the matrix units are used badly.
  case flash1 = "flash-1"
  /// Later ones, and Ascend's fused attention.
  case fused
}

/// In which order a pipeline rank runs its micro-batches.
public enum PipelineSchedule: String, Hashable, Sendable, CaseIterable {
  /// One forward, one backward (PipeDream-flush).
  case oneFOneB = "1f1b"
  /// 1F1B over virtual stages.
  case interleaved
  /// Backward split in input and weight gradients, the latter filling bubbles.
  case zeroBubble = "zero-bubble"
  /// Interleaved, with the expert exchange of one micro-batch hidden behind another's compute.
  case adaptive
}

/// How tokens travel to their experts.
public enum ExpertExchange: String, Hashable, Sendable, CaseIterable {
  /// One all-to-all over the whole expert group.
  case flat
  /// Gather between servers, then all-to-all inside the server.
  case hierarchical
}

/// How operators are issued to the die.
public enum Dispatch: String, Hashable, Sendable, CaseIterable {
  /// One by one from the host.
  case eager
  /// As a captured graph.
  case graph
  /// One by one, with host and device work coordinated so that the queue stays full.
  case coordinated
}
