extension PipelinePlay {
  /// One operation of a pipeline rank.
  struct Step {
    let isForward: Bool
    /// Whether another micro-batch's operation runs beside it, so that one can hide the other's
    /// exchange: all but the first and the last of a rank.
    let isPaired: Bool
    // Narrow, since a step of thousands of micro-batches has as many of them for each rank.
    private let part: Int16
    private let index: Int32

    var chunk: Int { Int(part) }
    var microBatch: Int { Int(index) }

    init(isForward: Bool, chunk: Int, microBatch: Int, isPaired: Bool) {
      self.isForward = isForward
      self.isPaired = isPaired
      part = Int16(chunk)
      index = Int32(microBatch)
    }
  }

  /// The operations of all ranks, each in its order.
  var allOrders: [[Step]] { (0..<stages).map(order) }

  /// The operations of a rank, in the order in which it runs them.
  ///
  /// 1F1B as PipeDream-flush has it; with virtual stages as Megatron interleaves them, micro-batches
  /// in groups of as many as there are stages (Narayanan et al., arXiv 2104.04473, section 2.2).
  func order(_ stage: Int) -> [Step] {
    let total = microBatches * chunks
    let warmup =
      chunks == 1
      ? min(total, stages - 1 - stage)
      : min(total, 2 * (stages - 1 - stage) + (chunks - 1) * stages)
    var steps: [Step] = []
    steps.reserveCapacity(2 * total)
    for index in 0..<warmup { steps.append(step(index, isForward: true, isPaired: index > 0)) }
    for index in 0..<(total - warmup) {
      steps.append(step(index + warmup, isForward: true, isPaired: index + warmup > 0))
      steps.append(step(index, isForward: false, isPaired: index < total - 1))
    }
    for index in (total - warmup)..<total {
      steps.append(step(index, isForward: false, isPaired: index < total - 1))
    }
    return steps
  }

  private func step(_ index: Int, isForward: Bool, isPaired: Bool) -> Step {
    guard chunks > 1 else {
      return Step(isForward: isForward, chunk: 0, microBatch: index, isPaired: isPaired)
    }
    // Groups of `stages` micro-batches pass all chunks before the next group starts; the last group
    // may be smaller.
    let group = index / (stages * chunks)
    let size = min(stages, microBatches - group * stages)
    let inside = index - group * stages * chunks
    let chunk = inside / size
    return Step(
      isForward: isForward, chunk: isForward ? chunk : chunks - 1 - chunk,
      microBatch: group * stages + inside % size, isPaired: isPaired)
  }
}
