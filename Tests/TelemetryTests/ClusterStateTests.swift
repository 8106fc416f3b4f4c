import Quantities
import Specification
import Telemetry
import TestKit
import Testing

/// The fold of telemetry that views draw.
@Suite struct ClusterStateTests {
  private func event(_ seconds: Double, _ kind: TelemetryEvent.Kind) -> TelemetryEvent {
    TelemetryEvent(time: .seconds(seconds), kind: kind)
  }

  private func record(_ step: Int, end: Double) -> StepRecord {
    StepRecord(
      step: step, start: .zero, end: .seconds(end), tokens: 1000, samples: 10,
      roles: Role.allCases.map { _ in .zero }, activities: Activity.allCases.map { _ in .zero },
      staleness: [10], dies: 1, hash: 0)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a length histogram counts every sample once`(seed: UInt64) {
    var dice = Dice(state: seed)
    let cap = Int.random(in: 1...40_000, using: &dice)
    var histogram = LengthHistogram(cap: cap)
    var lengths: [Int] = []
    for _ in 0..<Int.random(in: 1...500, using: &dice) {
      lengths.append(Int.random(in: 1...cap, using: &dice))
      histogram.add(lengths[lengths.count - 1])
    }
    lengths.sort()
    #expect(histogram.counts.reduce(0, +) == lengths.count)
    #expect(histogram.samples == lengths.count)
    #expect(histogram.longest == lengths.last)
    #expect(histogram.tokens == lengths.reduce(0, +))
    for share in [0.1, 0.5, 0.95, 1] {
      let place = max(0, Int((Double(lengths.count) * share).rounded(.up)) - 1)
      let quantile = histogram.quantile(share)
      #expect(quantile >= lengths[place])
      #expect(quantile - lengths[place] < histogram.width)
    }
  }

  @Test func `the lengths of a step are kept when it ends`() {
    var state = ClusterState(scenario: .tiny())
    for length in [3, 5, 7] { state.take(event(Double(length), .finished(length: length))) }
    #expect(state.lengths.samples == 3)
    #expect(state.lastLengths == nil)
    state.take(event(8, .step(record(1, end: 8))))
    #expect(state.lengths.samples == 0)
    #expect(state.lastLengths?.longest == 7)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `memory over time is the mean over all dies`(seed: UInt64) {
    var dice = Dice(state: seed)
    var state = ClusterState(scenario: .tiny())
    let dies = Scenario.tiny().cluster.dies
    for second in 1...40 {
      let first = Int.random(in: 0...dies - 1, using: &dice)
      let use = MemoryUse(
        weights: .gibi(Double(Int.random(in: 0...20, using: &dice))),
        cache: .gibi(Double(Int.random(in: 0...9, using: &dice))))
      state.take(
        event(
          Double(second), .memory(use, dies: first..<Int.random(in: first + 1...dies, using: &dice))
        ))
      for part in use.parts.indices {
        let mean =
          Double(state.memory.reduce(0) { $0 + $1.parts[part].count }) / Double(dies)
        #expect(abs(state.memoryOverTime[part].current - mean) < 1)
      }
    }
  }

  @Test func `the log says what sort of thing happened`() {
    var state = ClusterState(scenario: .tiny())
    let pipeline = PipelineStatus(
      stages: 2, microBatches: 1,
      operations: [
        .init(stage: 0, microBatch: 0, isForward: true, start: 0, end: 1),
        .init(stage: 1, microBatch: 0, isForward: true, start: 1, end: 2),
      ], seconds: 2, closingSeconds: 1)
    #expect(abs(pipeline.bubble - 0.5) < 1e-9)
    state.take(event(1, .note("StaleSync η 2")))
    state.take(event(2, .pipeline(pipeline)))
    state.take(event(3, .failed(card: 1, until: .seconds(9))))
    state.take(
      event(4, .reshard(ReshardStatus(title: "a → b", parts: [], fabricBytes: .zero, dies: 0..<1))))
    state.take(event(5, .step(record(1, end: 5))))
    #expect(state.log.map(\.kind) == [.knob, .update, .fault, .reshard, .step])
    #expect(state.log[1].text.contains("bubble 50.0 %"))
    #expect(state.pipeline?.start == .seconds(2))
  }
}
