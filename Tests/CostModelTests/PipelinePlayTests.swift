import Specification
import Testing

@testable import CostModel

private func play(
  stages: Int, chunks: Int = 1, forward: [Double], backward: [Double],
  schedule: PipelineSchedule = .oneFOneB, deferrable: [Double] = []
) -> Double {
  let count = forward.count
  let all = Array(repeating: 0, count: stages * chunks)
  let pipeline = PipelinePlay(
    stages: stages, chunks: chunks, microBatches: count, schedule: schedule, profile: all,
    forward: forward, backward: backward, deferrable: deferrable,
    transfer: Array(repeating: 0, count: count)
  )
  return pipeline.finish(orders: pipeline.allOrders).max() ?? 0
}

@Test(arguments: 1...8, [1, 3, 8, 32])
func `equal micro-batches take as long as the closed form says`(stages: Int, count: Int) {
  let time = play(
    stages: stages, forward: Array(repeating: 1, count: count),
    backward: Array(repeating: 2, count: count))
  #expect((time - 3 * Double(count + stages - 1)).magnitude < 1e-9)
}

@Test(arguments: 2...6, 1...3)
func `virtual stages divide the bubble`(stages: Int, chunks: Int) {
  let count = 4 * stages
  let part = 1 / Double(chunks)
  let time = play(
    stages: stages, chunks: chunks, forward: Array(repeating: part, count: count),
    backward: Array(repeating: 2 * part, count: count))
  let bubble = 3 * Double(stages - 1) / Double(chunks)
  #expect((time - 3 * Double(count) - bubble).magnitude < 1e-9)
}

@Test func `work put off fills the bubble and none of it is lost`() {
  let count = 16
  let plain = play(
    stages: 4, forward: Array(repeating: 1, count: count),
    backward: Array(repeating: 2, count: count))
  let filled = play(
    stages: 4, forward: Array(repeating: 1, count: count),
    backward: Array(repeating: 2, count: count), schedule: .zeroBubble,
    deferrable: Array(repeating: 1, count: count))
  #expect(filled < plain)
  #expect(filled >= 3 * Double(count))
}

@Test(arguments: 0..<20 as Range<UInt64>)
func `uneven micro-batches take longer than even ones of the same sum`(seed: UInt64) {
  let lengths = Fixtures.lengths(32, cap: 4000, seed: seed).map(Double.init)
  let mean = lengths.reduce(0, +) / 32
  let uneven = play(stages: 4, forward: lengths, backward: lengths.map { 2 * $0 })
  let even = play(
    stages: 4, forward: Array(repeating: mean, count: 32),
    backward: Array(repeating: 2 * mean, count: 32))
  #expect(uneven > even)
  // No slower than if all were as long as the longest.
  let longest = lengths.max() ?? 0
  #expect(uneven <= 3 * longest * (32 + 3))
}
