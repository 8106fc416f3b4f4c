import Quantities
import Specification
import Testing

@testable import CostModel

@Test func `making activations again and swapping them save memory, in this order`() {
  var scenario = Fixtures.panguRun
  let totals = [Recomputation.none, .selective, .selectiveSwap, .full].map { recomputation in
    scenario.training.recomputation = recomputation
    return StepCosts(scenario).trainingMemory.map(\.activations).max() ?? .zero
  }
  #expect(zip(totals, totals.dropFirst()).allSatisfy { $0 > $1 })
}

@Test func `what does not fit is named with its size and the shortfall`() throws {
  var scenario = Fixtures.panguRun
  scenario.training.recomputation = .none
  scenario.training.microBatch = 4
  let problem = try #require(StepCosts(scenario).memoryProblem())
  #expect(problem.largest == .activations)
  #expect(problem.shortfall > .zero)
  #expect(problem.description.contains("activations"))
}

@Test func `the published run fits, and with gradients in FP32 it would not`() {
  var scenario = Scenario.deepSeekR1A3
  #expect(StepCosts(scenario).memoryProblem() == nil)
  scenario.training.gradients = .fp32
  #expect(StepCosts(scenario).memoryProblem()?.largest == .gradients)
}

@Test func `an optimizer that rests in the host takes no memory but time`() {
  var scenario = Fixtures.deepSeekRun
  scenario.training.swapsOptimizer = true
  let swapped = StepCosts(scenario)
  scenario.training.swapsOptimizer = false
  let kept = StepCosts(scenario)
  #expect(swapped.trainingMemory.allSatisfy { $0.optimizer == .zero })
  #expect(kept.trainingMemory.allSatisfy { $0.optimizer > .zero })
  let sequences = Fixtures.sequences(scenario, count: 64, cap: 1000, seed: 1)
  #expect(swapped.training.update(sequences).total > kept.training.update(sequences).total)
}
