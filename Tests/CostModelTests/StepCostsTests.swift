import CostModel
import Quantities
import Specification
import TestKit
import Testing

@Test(arguments: Fixtures.runs, [1, 2, 3])
func `the terms of a pass add up to its total`(scenario: Scenario, seed: UInt64) {
  let costs = StepCosts(scenario)
  let sequences = Fixtures.sequences(scenario, count: 300, cap: 3000, seed: seed)
  for pass in [costs.training.forwardPass(sequences), costs.training.update(sequences)] {
    let sum = pass.terms.reduce(0) { $0 + $1.seconds.value }
    #expect((sum / pass.total.value - 1).magnitude < 1e-9)
    #expect(pass.stageBusy.count == scenario.training.pipeline)
    #expect(pass.stageBusy.allSatisfy { $0 > 0 && $0 <= 1 })
    // The ranks that take longest set the pace; the others wait for them.
    #expect(pass.laneShares.max() == 1 && pass.laneShares.allSatisfy { $0 >= 0 })
    #expect(scenario.trainingData % pass.laneShares.count == 0)
  }
}

@Test(arguments: Fixtures.runs)
func `the terms of a decode step add up to it`(scenario: Scenario) {
  let costs = StepCosts(scenario)
  for samples in [1, 7, 64] {
    let rate = costs.decode(
      rankSamples: samples, replicaSamples: samples * scenario.rollout.data)
    for context in [0.0, 1e5] {
      let sum = rate.terms(contextTokens: context).reduce(0) { $0 + $1.seconds.value }
      #expect((sum / rate.step(contextTokens: context).value - 1).magnitude < 1e-9)
    }
  }
}

@Test(arguments: Array(1...6), [1, 2, 3])
func `every pipeline comes to an end`(stages: Int, chunks: Int) {
  var scenario = Fixtures.deepSeekRun
  scenario.training.layersPerStage = nil
  scenario.training.pipeline = stages
  scenario.training.virtualPipeline = chunks
  for schedule in PipelineSchedule.allCases {
    scenario.training.schedule = schedule
    let costs = StepCosts(scenario)
    for count in 1...14 {
      let pass = costs.training.update([Array(repeating: 900, count: count)])
      #expect(pass.total.value > 0 && pass.total.value.isFinite)
    }
  }
}

/// cann-recipes-train 93819a7, DeepSeek-R1 RL: 8,192 samples of 1,654 tokens, 256 dies, one controller.
@Test func `a controller's start is as published, and grows with the workers of a replica alone`() {
  var scenario = Fixtures.deepSeekRun
  scenario.policy.dataPath = .controller
  func seconds(_ phase: HandedPhase) -> Double {
    let costs = StepCosts(scenario)
    return costs.start(of: phase, payload: costs.payload(of: phase, tokens: 8192 * 1654)).value
  }
  let published = seconds(.reference)
  #expect((published / 57 - 1).magnitude < 0.01)
  #expect((seconds(.update) / 73 - 1).magnitude < 0.06)
  scenario.cluster.supernodes *= 4
  #expect(seconds(.reference) == published)
  scenario.training.pipeline /= 2
  scenario.training.layersPerStage = nil
  #expect((seconds(.reference) * 2 / published - 1).magnitude < 1e-9)
  scenario.policy.dataPath = .distributedQueue
  #expect(seconds(.reference) < 1)
}

@Test(arguments: Recovery.allCases)
func `a restart takes what the scenario gives, else what is published`(recovery: Recovery) {
  func restart(_ given: SimDuration?) -> Double? {
    let scenario = Scenario.tiny { $0.faults = FaultPlan(recovery: recovery, restart: given) }
    return StepCosts(scenario).recovery().first?.seconds.value
  }
  #expect(restart(nil) == (recovery == .process ? 30 : 600))
  #expect(restart(.seconds(7)) == 7)
}
