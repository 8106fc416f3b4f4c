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
  /// What zero-bubble puts off stands where it fills gaps, as backward operations of the micro-batch
  /// before.
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
      var pending = 0.0
      var clock = 0.0
      for step in order {
        let position = step.chunk * play.stages + stage
        let place = position * play.microBatches + step.microBatch
        let end = (step.isForward ? ends.forwardEnd : ends.backwardEnd)[place]
        let row = play.profile[position] * play.microBatches + step.microBatch
        let start = end - play.seconds(of: step, row: row)
        let filled = min(pending, start - clock)
        if filled > 0 {
          operations.append(Self.putOff(from: clock, seconds: filled, like: operations.last))
          pending -= filled
        }
        operations.append(
          PipelineTrace.Operation(
            stage: stage, chunk: step.chunk, microBatch: step.microBatch,
            isForward: step.isForward, start: start, end: end))
        if !step.isForward, !play.deferrable.isEmpty { pending += play.deferrable[row] }
        clock = end
      }
      if pending > 0 {
        operations.append(Self.putOff(from: clock, seconds: pending, like: operations.last))
      }
    }
    return PipelineTrace(
      stages: play.stages, microBatches: play.microBatches, operations: operations,
      seconds: Seconds(slowest.ends.max() ?? 0))
  }

  private static func putOff(
    from start: Double, seconds: Double, like last: PipelineTrace.Operation?
  ) -> PipelineTrace.Operation {
    PipelineTrace.Operation(
      stage: last?.stage ?? 0, chunk: last?.chunk ?? 0, microBatch: last?.microBatch ?? 0,
      isForward: false, start: start, end: start + seconds)
  }
}
