import Specification

/// A pipeline, played operation by operation.
///
/// A max-plus recurrence: an operation starts when its rank is free and what it needs has arrived.
/// Every micro-batch has its own duration on every stage, so uneven lengths make the bubbles that they
/// make on a cluster.
struct PipelinePlay {
  /// Physical stages.
  let stages: Int
  /// Virtual stages of each physical one.
  let chunks: Int
  let microBatches: Int
  let schedule: PipelineSchedule
  /// For each virtual stage in the order of the layers, which row of durations it has.
  let profile: [Int]
  /// Seconds forward: row · micro-batches + micro-batch.
  let forward: [Double]
  /// Seconds backward; empty for a pass that only goes forward.
  let backward: [Double]
  /// Seconds of the backward pass that only the weights' gradients need; zero-bubble defers them.
  var deferrable: [Double] = []
  /// Seconds that drop out of an operation that runs beside its opposite; adaptive hides them.
  var hiddenForward: [Double] = []
  var hiddenBackward: [Double] = []
  /// Seconds until the next stage has a result.
  let transfer: [Double]

  /// When each physical stage is done with its last operation.
  ///
  /// `orders` are those of `allOrders`, which pipelines with as many micro-batches share.
  func finish(orders: [[Step]]) -> [Double] {
    backward.isEmpty ? playForward() : playBoth(orders)
  }

  private func playForward() -> [Double] {
    var free = [Double](repeating: 0, count: stages)
    var ready = [Double](repeating: 0, count: microBatches)
    for chunk in 0..<chunks {
      for stage in 0..<stages {
        let row = profile[chunk * stages + stage] * microBatches
        var clock = free[stage]
        for index in 0..<microBatches {
          clock = max(clock, ready[index]) + forward[row + index]
          ready[index] = clock + transfer[index]
        }
        free[stage] = clock
      }
    }
    return free
  }

  private struct Rank {
    var clock = 0.0
    var next = 0
    var pending = 0.0
  }

  private func playBoth(_ orders: [[Step]]) -> [Double] { played(orders).finish }

  /// When everything ends, played in both directions.
  ///
  /// The ends of operations stand at virtual stage · micro-batches + micro-batch.
  func played(
    _ orders: [[Step]]
  ) -> (finish: [Double], forwardEnd: [Double], backwardEnd: [Double]) {
    let all = stages * chunks
    var forwardEnd = [Double](repeating: -1, count: all * microBatches)
    var backwardEnd = forwardEnd
    var ranks = [Rank](repeating: Rank(), count: stages)
    let count = 2 * microBatches * chunks
    var left = count * stages
    var goingDown = true
    while left > 0 {
      let before = left
      for position in 0..<stages {
        let stage = goingDown ? position : stages - 1 - position
        var rank = ranks[stage]
        while rank.next < count {
          let step = orders[stage][rank.next]
          let ready = arrival(step, stage: stage, forwardEnd, backwardEnd)
          if ready < 0 { break }
          run(step, stage: stage, ready: ready, &rank, &forwardEnd, &backwardEnd)
          rank.next += 1
          left -= 1
        }
        ranks[stage] = rank
      }
      goingDown.toggle()
      precondition(left < before, "the pipeline's order waits for itself")
    }
    return (ranks.map { $0.clock + $0.pending }, forwardEnd, backwardEnd)
  }

  /// When what a step needs has arrived; negative while it has not.
  private func arrival(
    _ step: Step, stage: Int, _ forwardEnd: [Double], _ backwardEnd: [Double]
  ) -> Double {
    let position = step.chunk * stages + stage
    let index = step.microBatch
    if step.isForward {
      guard position > 0 else { return 0 }
      let end = forwardEnd[(position - 1) * microBatches + index]
      return end < 0 ? end : end + transfer[index]
    }
    guard position < stages * chunks - 1 else { return forwardEnd[position * microBatches + index] }
    let end = backwardEnd[(position + 1) * microBatches + index]
    return end < 0 ? end : end + transfer[index]
  }

  private func run(
    _ step: Step, stage: Int, ready: Double, _ rank: inout Rank, _ forwardEnd: inout [Double],
    _ backwardEnd: inout [Double]
  ) {
    let position = step.chunk * stages + stage
    let row = profile[position] * microBatches + step.microBatch
    if schedule == .zeroBubble, ready > rank.clock, rank.pending > 0 {
      let filled = min(rank.pending, ready - rank.clock)
      rank.pending -= filled
      rank.clock += filled
    }
    if schedule == .zeroBubble, !step.isForward { rank.pending += deferrable[row] }
    rank.clock = max(rank.clock, ready) + seconds(of: step, row: row)
    if step.isForward {
      forwardEnd[position * microBatches + step.microBatch] = rank.clock
    } else {
      backwardEnd[position * microBatches + step.microBatch] = rank.clock
    }
  }

  /// How long an operation holds its stage, without what it hides and what it puts off.
  func seconds(of step: Step, row: Int) -> Double {
    var seconds = step.isForward ? forward[row] : backward[row]
    if schedule == .adaptive, step.isPaired {
      seconds -= step.isForward ? hiddenForward[row] : hiddenBackward[row]
    }
    if schedule == .zeroBubble, !step.isForward { seconds -= deferrable[row] }
    return seconds
  }
}
