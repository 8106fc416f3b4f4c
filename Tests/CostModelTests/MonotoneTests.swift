import Quantities
import Specification
import Testing

@testable import CostModel

/// Ways to make a machine faster.
private enum Gain: CaseIterable {
  case matrix, memory, dieToDie, intraServer, interServer, scaleOut, host

  func applied(to scenario: Scenario) -> Scenario {
    var scenario = scenario
    switch self {
    case .matrix:
      scenario.cluster.chip.matrix = scenario.cluster.chip.matrix * 1.5
    case .memory:
      scenario.cluster.chip.memoryBandwidth = scenario.cluster.chip.memoryBandwidth * 1.5
    case .dieToDie:
      scenario.cluster.dieToDie = scenario.cluster.dieToDie.map(faster)
    case .intraServer: scenario.cluster.intraServer = faster(scenario.cluster.intraServer)
    case .interServer: scenario.cluster.interServer = scenario.cluster.interServer.map(faster)
    case .scaleOut: scenario.cluster.scaleOut = faster(scenario.cluster.scaleOut)
    case .host: scenario.cluster.host = faster(scenario.cluster.host)
    }
    return scenario
  }

  private func faster(_ link: Link) -> Link {
    var link = link
    link.bandwidth = link.bandwidth * 1.5
    return link
  }
}

@Test(arguments: Fixtures.runs)
func `a faster machine is never slower`(scenario: Scenario) {
  for schedule in [PipelineSchedule.oneFOneB, .interleaved] {
    var scenario = scenario
    scenario.training.schedule = schedule
    let before = durations(scenario)
    for gain in Gain.allCases {
      let after = durations(gain.applied(to: scenario))
      for (old, new) in zip(before, after) { #expect(new <= old * (1 + 1e-12), "\(gain)") }
    }
  }
}

private func durations(_ scenario: Scenario) -> [Double] {
  let costs = StepCosts(scenario)
  let sequences = Fixtures.sequences(scenario, count: 96, cap: 3000, seed: 5)
  let rate = costs.decode(rankSamples: 24, replicaSamples: 24 * scenario.rollout.data)
  return [
    costs.training.forwardPass(sequences).total.value, costs.training.update(sequences).total.value,
    rate.step(contextTokens: 48_000).value,
    costs.prefill(rankTokens: 2000, rankTokenPairs: 4e6, replicaTokens: 100_000).value,
    costs.offload(.giga(10)).value,
    costs.start(of: .update, payload: .giga(1)).value,
  ]
}

@Test(arguments: Fixtures.runs)
func `twice the ranks at the same work take half the products`(scenario: Scenario) {
  let costs = StepCosts(scenario)
  let ranks = max(2, scenario.trainingData / 2 * 2)
  let few = costs.training.forwardPass(
    Array(repeating: Array(repeating: 1024, count: 32), count: ranks / 2))
  let many = costs.training.forwardPass(
    Array(repeating: Array(repeating: 1024, count: 16), count: ranks))
  func products(_ pass: PassCost) -> Double {
    pass.terms.filter { $0.name == "matrix products" }.reduce(0) { $0 + $1.seconds.value }
  }
  #expect((products(few) / products(many) - 2).magnitude < 1e-9)
  #expect(few.flops == many.flops)
}

@Test(arguments: Fixtures.runs)
func `nothing and very much give a number`(scenario: Scenario) {
  let costs = StepCosts(scenario)
  for sequences in [[], [[]], [[0]], [[], [0, 0]], [[1]], [[4_000_000]], [[0, 5, 0], [7]]] {
    for pass in [costs.training.forwardPass(sequences), costs.training.update(sequences)] {
      #expect(pass.total.value.isFinite && pass.total.value >= 0)
      #expect(pass.terms.allSatisfy { $0.seconds.value.isFinite })
    }
  }
  for samples in [0, 1, 100_000] {
    let rate = costs.decode(rankSamples: samples, replicaSamples: samples)
    #expect(rate.fixed.value.isFinite && rate.fixed.value > 0)
  }
  #expect(costs.prefill(rankTokens: 0, rankTokenPairs: 0, replicaTokens: 0) == .zero)
  #expect(costs.reward(tokens: 0) == .zero)
}
