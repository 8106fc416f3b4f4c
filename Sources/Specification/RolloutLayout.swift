/// How inference is spread over its dies.
///
/// A replica (one inference engine) is tensor · data · pipeline dies; its data-parallel ranks attend
/// on their own and meet in every expert layer, so the replica runs in lock-step. The number of
/// replicas is what is left: dies / replica.
public struct RolloutLayout: Hashable, Sendable {
  /// Tensor-parallel degree of attention and dense blocks (TP).
  public var tensor: Int
  /// Attention's data-parallel ranks inside a replica (DP).
  public var data: Int
  /// Pipeline-parallel degree (PP).
  public var pipeline: Int
  /// Expert-parallel degree (EP).
  ///
  /// Divides tensor · data; 1 for a dense model.
  public var expert: Int
  /// Spare copies of hot experts, per layer, over the replica.
  public var redundantExperts: Int
  /// Number format of the weights.
  public var weights: Precision
  /// Number format of the KV cache.
  public var cache: Precision
  /// Most samples that one data-parallel rank runs at a time (max_num_seqs).
  public var maxSamplesPerRank: Int
  /// Share of a die's memory that the engine may fill (gpu_memory_utilization).
  public var memoryShare: Double
  /// Tokens in a KV block.
  public var blockTokens: Int
  /// Tokens that a rank works on in a step, prompts beside decode (chunked prefill;
  /// max_num_batched_tokens).
  ///
  /// `nil` has contexts read whole: in an RL run while decode stands still, in one that serves beside
  /// it in one long step.
  public var stepTokens: Int?
  /// How decode steps are issued.
  public var graphs: DecodeGraphs
  /// Where the engine's ranks agree at each step.
  public var synchronisation: StepSynchronisation
  /// Multi-token prediction in decode; `nil` for none.
  public var speculation: Speculation?
  /// Whether decode runs on fused operators that were made for it (fewer, larger ones).
  public var fusesOperators: Bool

  /// Makes a layout.
  public init(
    tensor: Int = 1, data: Int = 1, pipeline: Int = 1, expert: Int = 1, redundantExperts: Int = 0,
    weights: Precision = .bf16, cache: Precision = .bf16, maxSamplesPerRank: Int = 128,
    memoryShare: Double = 0.9, blockTokens: Int = 128, stepTokens: Int? = nil,
    graphs: DecodeGraphs = .single,
    synchronisation: StepSynchronisation = .device, speculation: Speculation? = nil,
    fusesOperators: Bool = false
  ) {
    self.tensor = tensor
    self.data = data
    self.pipeline = pipeline
    self.expert = expert
    self.redundantExperts = redundantExperts
    self.weights = weights
    self.cache = cache
    self.maxSamplesPerRank = maxSamplesPerRank
    self.memoryShare = memoryShare
    self.blockTokens = blockTokens
    self.stepTokens = stepTokens
    self.graphs = graphs
    self.synchronisation = synchronisation
    self.speculation = speculation
    self.fusesOperators = fusesOperators
  }

  /// Dies of one replica.
  public var diesPerReplica: Int { tensor * data * pipeline }
}

/// A number format.
public enum Precision: String, Hashable, Sendable, CaseIterable {
  /// 32-bit floating point.
  case fp32
  /// 16-bit brain floating point.
  case bf16
  /// 8-bit floating point.
  case fp8
  /// 8-bit integers.
  case int8

  /// Bytes of one number, scales not counted.
  public var bytes: Double {
    switch self {
    case .fp32: 4
    case .bf16: 2
    case .fp8, .int8: 1
    }
  }
}

/// How decode steps are issued to the die.
public enum DecodeGraphs: Hashable, Sendable {
  /// Operator by operator from the host.
  case eager
  /// One captured graph for the largest batch: smaller batches are padded to it.
  case single
  /// A captured graph per batch size; a batch is padded to the next one.
  case buckets([Int])
}

/// Where the ranks of an engine agree on end-of-sequence and prefill, twice a step.
public enum StepSynchronisation: String, Hashable, Sendable, CaseIterable {
  /// An all-reduce between hosts (Gloo).
  case host
  /// An all-reduce between dies (HCCL, NCCL).
  case device
}

/// Multi-token prediction during decode.
public struct Speculation: Hashable, Sendable {
  /// Tokens guessed ahead at each step.
  public var depth: Int
  /// Chance that a guessed token is accepted, given that those before it were.
  public var acceptance: Double

  /// Makes a speculation.
  public init(depth: Int, acceptance: Double) {
    self.depth = depth
    self.acceptance = acceptance
  }
}
