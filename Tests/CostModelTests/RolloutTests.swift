import Quantities
import Specification
import Testing

@testable import CostModel

@Test(arguments: Fixtures.runs)
func `a fuller batch never makes a step faster`(scenario: Scenario) {
  let costs = StepCosts(scenario)
  var last = 0.0
  for samples in 1...scenario.rollout.maxSamplesPerRank {
    let rate = costs.decode(
      rankSamples: samples, replicaSamples: samples * scenario.rollout.data)
    #expect(rate.fixed.value >= last)
    last = rate.fixed.value
  }
}

@Test func `a single graph costs a small batch as much as a full one`() {
  var scenario = Fixtures.deepSeekRun
  scenario.rollout.graphs = .single
  let single = StepCosts(scenario)
  let one = single.decode(rankSamples: 1, replicaSamples: 64).fixed
  #expect(one == single.decode(rankSamples: 64, replicaSamples: 64 * 64).fixed)
  scenario.rollout.graphs = .buckets([1, 8, 64])
  #expect(StepCosts(scenario).decode(rankSamples: 1, replicaSamples: 64).fixed < one)
}

@Test func `guessing a token costs less than the token it gains`() {
  var scenario = Fixtures.deepSeekRun
  let plain = StepCosts(scenario).decode(rankSamples: 16, replicaSamples: 1024)
  scenario.rollout.speculation = Speculation(depth: 1, acceptance: 0.7)
  let guessing = StepCosts(scenario).decode(rankSamples: 16, replicaSamples: 1024)
  #expect(guessing.tokensPerStep == 1.7)
  #expect(guessing.fixed > plain.fixed)
  #expect(guessing.fixed.value / 1.7 < plain.fixed.value)
}

@Test func `the host's agreement costs more than the dies'`() {
  var scenario = Fixtures.deepSeekRun
  let device = StepCosts(scenario).decode(rankSamples: 8, replicaSamples: 512).fixed
  scenario.rollout.synchronisation = .host
  let host = StepCosts(scenario).decode(rankSamples: 8, replicaSamples: 512).fixed
  // Twice 12 ms instead of twice 1.5.
  #expect((host.value - device.value - 0.021).magnitude < 1e-9)
}

@Test func `Qwen3-235B's published memory is met`() {
  // 7.09 GB of weights a die and 1.47 GB of cache for 32 K tokens, TP4 EP128 (cann-recipes-train).
  let memory = StepCosts(Fixtures.qwenRun).rollout
  #expect((memory.memory.weights.gibibytes / 7.09 - 1).magnitude < 0.02)
  let cache = memory.cacheBytesPerToken * 32_768 / 0x1p30
  #expect((cache / 1.47 - 1).magnitude < 0.01)
}

@Test func `the cache is counted in whole blocks`() {
  for scenario in Fixtures.runs {
    let tokens = StepCosts(scenario).cacheTokensPerRank
    #expect(tokens > 0 && tokens % scenario.rollout.blockTokens == 0)
  }
}

@Test func `evenly loaded experts are never slower`() {
  var scenario = Fixtures.deepSeekRun
  let uneven = StepCosts(scenario)
  scenario.policy.balancesExperts = true
  let even = StepCosts(scenario)
  for samples in [1, 16, 64] {
    let all = samples * scenario.rollout.data
    #expect(
      even.decode(rankSamples: samples, replicaSamples: all).fixed
        <= uneven.decode(rankSamples: samples, replicaSamples: all).fixed)
  }
}

@Test func `the last sample sets the end of a generation`() {
  let costs = StepCosts(Fixtures.deepSeekRun).rollout
  let short = costs.generation(prompt: 64, responses: Array(repeating: 500, count: 128))
  let tail = costs.generation(
    prompt: 64, responses: Array(repeating: 500, count: 127) + [3000])
  #expect(tail.value > 4 * short.value)
  #expect(costs.generation(prompt: 64, responses: []) == .zero)
}
