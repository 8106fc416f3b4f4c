import Quantities
import Specification
import TestKit
import Testing

@testable import CostModel

/// What holds of any scenario that can be written down, whatever its figures.
struct WildScenarioTests {
  /// A scenario of random figures; every third has the shortest samples there are, every third some of
  /// millions of tokens.
  private static func wild(_ seed: UInt64) -> Scenario {
    var dice = Dice(state: seed)
    var scenario = dice.scenario()
    if seed % 3 == 1 {
      scenario.workload.promptLength = .fixed(1)
      scenario.workload.responseLength = .fixed(1)
    } else if seed % 3 == 2 {
      scenario.workload.promptLength = .fixed(dice.int(in: 1 << 20...1 << 24))
      scenario.workload.responseLength = .fixed(dice.int(in: 1 << 20...1 << 24))
    }
    return scenario
  }

  private func sound(_ terms: [CostTerm], _ total: Double, _ words: Comment) {
    #expect(total.isFinite && total >= 0, words)
    #expect(terms.allSatisfy { $0.seconds.value.isFinite }, words)
    let sum = terms.reduce(0) { $0 + $1.seconds.value }
    #expect((sum - total).magnitude <= 1e-9 * max(1e-12, total), words)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `estimates of any scenario are numbers whose terms add up`(block: UInt64) {
    for seed in block * 15..<(block + 1) * 15 {
      let scenario = Self.wild(seed)
      let costs = StepCosts(scenario)
      let training = costs.estimateTraining()
      sound(training.pass.terms, training.pass.total.value, "training, seed \(seed)")
      #expect((0...1).contains(training.utilisation), "seed \(seed)")
      #expect(training.tokensPerSecond.isFinite && training.tokensPerSecond > 0)
      for memory in training.memory + costs.trainingMemory {
        #expect(memory.items.reduce(.zero) { $0 + $1.bytes } == memory.total)
        #expect(memory.items.allSatisfy { $0.bytes >= .zero })
      }
      for length in [0, 1, 5000, 1 << 24, .max] {
        let terms = costs.rollout.prefillTerms(prompt: length)
        #expect(terms.allSatisfy { $0.seconds.value.isFinite && $0.seconds.value >= 0 })
      }
      for samples in [0, 1, scenario.rollout.maxSamplesPerRank, 1 << 20, .max] {
        let rate = costs.decode(rankSamples: samples, replicaSamples: samples)
        for context in [0, 1e3, 1e12] {
          let step = rate.step(contextTokens: context).value
          sound(rate.terms(contextTokens: context), step, "decode, seed \(seed)")
          #expect(step > 0)
        }
      }
      #expect(costs.rolloutMemory.weights > .zero)
      #expect(costs.cacheTokensPerRank >= 0)
    }
  }

  @Test(arguments: 0..<15 as Range<UInt64>)
  func `a better machine never decodes, reads or hands over slower`(block: UInt64) {
    let gains: [(inout Cluster) -> Void] = [
      { $0.chip.matrix = $0.chip.matrix * 2 },
      { $0.chip.matrix8Bit = $0.chip.matrix8Bit.map { $0 * 2 } },
      { $0.chip.memoryBandwidth = $0.chip.memoryBandwidth * 2 },
      { $0.dieToDie?.bandwidth = .gigabytesPerSecond(1000) },
      { $0.intraServer.bandwidth = .gigabytesPerSecond(1000) },
      { $0.interServer?.bandwidth = .gigabytesPerSecond(1000) },
      { $0.scaleOut.bandwidth = .gigabytesPerSecond(1000) },
      { $0.host.bandwidth = .gigabytesPerSecond(1000) },
      { $0.intraServer.latency = .zero },
      { $0.scaleOut.efficiency = 1 },
    ]
    var faster = 0
    for seed in block * 8..<(block + 1) * 8 {
      let scenario = Self.wild(seed)
      let before = Self.durations(scenario)
      for (index, gain) in gains.enumerated() {
        var better = scenario
        gain(&better.cluster)
        let after = Self.durations(better)
        for (old, new) in zip(before, after) {
          #expect(new <= old * (1 + 1e-12), "seed \(seed), gain \(index)")
          if new < old { faster += 1 }
        }
      }
    }
    // And most of them do something.
    #expect(faster > 40)
  }

  private static func durations(_ scenario: Scenario) -> [Double] {
    let costs = StepCosts(scenario)
    let most = scenario.rollout.maxSamplesPerRank
    let rate = costs.decode(rankSamples: most, replicaSamples: most * scenario.rollout.data)
    return [
      rate.step(contextTokens: 0).value, rate.step(contextTokens: 1e5).value,
      costs.rollout.prefillTerms(prompt: 3000).reduce(0) { $0 + $1.seconds.value },
      costs.rollout.generation(prompt: 100, responses: [1, 20, 300, 4000]).value,
      costs.offload(.giga(10)).value, costs.start(of: .update, payload: .giga(1)).value,
    ]
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `twice the data-parallel ranks at the same work take half the products`(seed: UInt64) {
    let costs = StepCosts(Self.wild(3 * seed)).training
    func products(_ ranks: Int, _ each: Int) -> Double {
      costs.forwardPass(Array(repeating: Array(repeating: 1024, count: each), count: ranks)).terms
        .filter { $0.name == "matrix products" }.reduce(0) { $0 + $1.seconds.value }
    }
    // Ranks that share experts, and stages that take micro-batches by groups, in whole numbers.
    let ranks = costs.coupledRanks
    let each = 4 * costs.layout.pipeline
    #expect((products(ranks, 2 * each) / products(2 * ranks, each) - 2).magnitude < 1e-9)
  }

  @Test func `of many scenarios some fit in memory and some do not, and the check tells which`() {
    var counts = (fit: 0, over: 0)
    for seed in 0..<300 as Range<UInt64> {
      let scenario = Self.wild(seed)
      let costs = StepCosts(scenario)
      let capacity = scenario.cluster.chip.memory
      let most = costs.trainingMemory.map(\.total).max() ?? .zero
      if let problem = costs.memoryProblem() {
        counts.over += 1
        #expect(problem.shortfall > .zero && problem.largestBytes > .zero, "seed \(seed)")
      } else {
        counts.fit += 1
        #expect(most <= capacity, "seed \(seed)")
        let room = costs.rolloutMemory
        let cache = Double(costs.cacheTokensPerRank) * costs.rollout.cacheBytesPerToken
        #expect(Double(room.weights.count) + cache <= Double(capacity.count), "seed \(seed)")
      }
    }
    #expect(counts.fit >= 20 && counts.over >= 20, "\(counts)")
  }
}
