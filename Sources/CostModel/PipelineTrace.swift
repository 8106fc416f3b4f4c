import Quantities

/// An update as its pipeline runs it, operation by operation, on the data-parallel rank that ends last.
public struct PipelineTrace: Hashable, Sendable {
  /// One micro-batch on one stage, in one direction.
  public struct Operation: Hashable, Sendable {
    /// The physical stage, from 0.
    public let stage: Int
    /// The virtual stage within the physical one, from 0.
    public let chunk: Int
    /// The micro-batch, from 0.
    public let microBatch: Int
    /// Whether it goes forward.
    public let isForward: Bool
    /// When it begins, in seconds from the pass's start.
    public let start: Double
    /// When it ends, in seconds from the pass's start.
    public let end: Double
  }

  /// Physical stages.
  public let stages: Int
  /// Micro-batches of the rank.
  public let microBatches: Int
  /// The operations, stage by stage, each stage's in the order in which it runs them.
  ///
  /// What zero-bubble puts off fills gaps and is not told; an operation takes what is left of it.
  public let operations: [Operation]
  /// From the first operation's start to the last one's end.
  public let seconds: Seconds
}

extension TrainingCosts {
  /// Plays an update and tells each operation; `nil` where there is nothing to learn from.
  ///
  /// `batches` are the micro-batches of each data-parallel rank; the ends are those that `update(_:)`
  /// adds up.
  ///
  /// - Complexity: that of `update(_:)`, O(stages · micro-batches · ranks)
  public func updateTrace(_ batches: [[MicroBatch]]) -> PipelineTrace? {
    var memo = PassMemo(costs: self, learns: true)
    guard let slowest = slowest(of: batches, learns: true, memo: &memo) else { return nil }
    let play = play(slowest.lane, learns: true)
    let ends = play.played(slowest.orders)
    var operations: [PipelineTrace.Operation] = []
    operations.reserveCapacity(slowest.orders.reduce(0) { $0 + $1.count })
    for (stage, order) in slowest.orders.enumerated() {
      for step in order {
        let position = step.chunk * play.stages + stage
        let place = position * play.microBatches + step.microBatch
        let end = (step.isForward ? ends.forwardEnd : ends.backwardEnd)[place]
        let row = play.profile[position] * play.microBatches + step.microBatch
        let seconds = play.seconds(of: step, row: row)
        operations.append(
          PipelineTrace.Operation(
            stage: stage, chunk: step.chunk, microBatch: step.microBatch,
            isForward: step.isForward, start: end - seconds, end: end))
      }
    }
    return PipelineTrace(
      stages: play.stages, microBatches: play.microBatches, operations: operations,
      seconds: Seconds(slowest.end))
  }
}
