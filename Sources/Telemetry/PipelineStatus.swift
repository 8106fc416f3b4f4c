/// The pipelined pass of an update, operation by operation, on the data-parallel rank that sets the pace.
public struct PipelineStatus: Hashable, Sendable {
  /// One micro-batch on one stage, in one direction.
  public struct Operation: Hashable, Sendable {
    /// The physical stage, from 0.
    public var stage: UInt16
    /// The micro-batch, from 0.
    public var microBatch: UInt16
    /// The virtual stage within the physical one, from 0.
    public var chunk: UInt8
    /// Whether it goes forward.
    public var isForward: Bool
    /// When it begins, in seconds from the pass's start.
    public var start: Float
    /// When it ends, in seconds from the pass's start.
    public var end: Float

    /// Makes an operation.
    public init(
      stage: UInt16, microBatch: UInt16, chunk: UInt8 = 0, isForward: Bool, start: Float,
      end: Float
    ) {
      self.stage = stage
      self.microBatch = microBatch
      self.chunk = chunk
      self.isForward = isForward
      self.start = start
      self.end = end
    }
  }

  /// Physical stages.
  public var stages: Int
  /// Micro-batches of the rank.
  public var microBatches: Int
  /// The operations, stage by stage, each stage's in the order of their starts.
  public var operations: [Operation]
  /// Seconds from the first operation's start to the last one's end.
  public var seconds: Double
  /// Seconds after that: gradients are reduced, the optimizer steps.
  public var closingSeconds: Double
  /// For each stage, the seconds in which it computes.
  public let busy: [Double]

  /// Makes a status; what stages do is added up from the operations.
  public init(
    stages: Int, microBatches: Int, operations: [Operation], seconds: Double,
    closingSeconds: Double
  ) {
    self.stages = stages
    self.microBatches = microBatches
    self.operations = operations
    self.seconds = seconds
    self.closingSeconds = closingSeconds
    var busy = Array(repeating: 0.0, count: stages)
    for operation in operations {
      busy[Int(operation.stage)] += Double(operation.end) - Double(operation.start)
    }
    self.busy = busy
  }

  /// The share of all stages' time within the pass in which they have nothing to do, 0…1.
  public var bubble: Double {
    let whole = seconds * Double(stages)
    return whole > 0 ? max(0, 1 - busy.reduce(0, +) / whole) : 0
  }
}
