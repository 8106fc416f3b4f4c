import Quantities
import Specification
import Testing

@testable import CostModel

/// An update's trace against the update itself.
@Suite struct PipelineTraceTests {
  private static func sequences(_ scenario: Scenario) -> [[MicroBatch]] {
    (0..<scenario.trainingData).map { rank in
      (0..<12).map { MicroBatch(tokens: 500 + (rank * 37 + $0 * 811) % 3000) }
    }
  }

  private static let scenarios: [Scenario] = PipelineSchedule.allCases.flatMap { schedule in
    learning.map { preset in
      var scenario = preset
      scenario.training.schedule = schedule
      return scenario
    }
  }
  private static let learning = Scenario.presets.map(\.value).filter { !$0.isServing }

  @Test(arguments: scenarios)
  func `no stage does two things at once, and the last operation ends the pass`(
    scenario: Scenario
  ) throws {
    let costs = StepCosts(scenario).training
    let sequences = Self.sequences(scenario)
    let trace = try #require(costs.updateTrace(sequences))
    let chunks = max(1, scenario.training.virtualPipeline)
    let count = 2 * trace.stages * trace.microBatches * chunks
    #expect(trace.operations.count >= count)
    if scenario.training.schedule != .zeroBubble { #expect(trace.operations.count == count) }
    for stage in 0..<trace.stages {
      let mine = trace.operations.filter { $0.stage == stage }
      for (first, second) in zip(mine, mine.dropFirst()) {
        #expect(second.start >= first.end - 1e-9)
      }
    }
    let last = trace.operations.map(\.end).max() ?? 0
    #expect(abs(last - trace.seconds.value) < 1e-9)
    #expect(trace.seconds <= costs.update(sequences).total)
  }

  @Test(arguments: learning)
  func `stages compute as long as the update's cost says`(scenario: Scenario) throws {
    let costs = StepCosts(scenario).training
    let sequences = Self.sequences(scenario)
    let trace = try #require(costs.updateTrace(sequences))
    let cost = costs.update(sequences)
    for (stage, share) in cost.stageBusy.enumerated() {
      let busy = trace.operations.reduce(0) { $0 + ($1.stage == stage ? $1.end - $1.start : 0) }
      #expect(abs(busy / cost.total.value - share) < 1e-6)
    }
  }

  @Test func `nothing to learn from makes no trace`() {
    #expect(StepCosts(.panguCM384).training.updateTrace([]) == nil)
  }
}
