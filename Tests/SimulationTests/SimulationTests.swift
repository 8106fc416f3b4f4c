import CostModel
import Quantities
import Simulation
import Specification
import Telemetry
import Testing

extension Scenario {
  /// A small version of the default scenario: the same machine, fewer and shorter samples.
  static func small(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    var scenario = Scenario.panguCM384
    scenario.workload.promptsPerStep = 24
    scenario.workload.samplesPerPrompt = 8
    scenario.workload.responseLength = .logNormal(
      LogNormalLengths(mean: 700, sigma: 1, cap: 4096, correlation: 0.8))
    change(&scenario)
    return scenario
  }

  /// A scenario drawn from a seed: other sizes, policies and faults.
  static func random(seed: UInt64, prompts: ClosedRange<Int> = 1...24) -> Scenario {
    var dice = Dice(state: seed)
    return small { scenario in
      scenario.seed = seed
      scenario.workload.promptsPerStep = Int.random(in: prompts, using: &dice)
      scenario.workload.samplesPerPrompt = Int.random(in: 1...16, using: &dice)
      scenario.workload.responseLength = .logNormal(
        LogNormalLengths(
          mean: Double.random(in: 20...2000, using: &dice),
          sigma: Double.random(in: 0...1.5, using: &dice), cap: 8192,
          correlation: Double.random(in: 0...1, using: &dice)))
      scenario.rollout.maxSamplesPerRank = Int.random(in: 1...16, using: &dice)
      if Bool.random(using: &dice) { scenario.policy.placement = .separate(trainingDies: 384) }
      scenario.policy.staleness = Int.random(in: 0...4, using: &dice)
      scenario.policy.dataPath = Bool.random(using: &dice) ? .controller : .distributedQueue
      scenario.policy.balancesExperts = Bool.random(using: &dice)
      for _ in 0..<Int.random(in: 0...4, using: &dice) {
        scenario.faults.faults.append(
          Fault(
            at: .seconds(Double.random(in: 0...900, using: &dice).rounded()),
            card: Int.random(in: 0..<384, using: &dice)))
      }
    }
  }
}

/// A small generator for choosing test cases.
struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = (state &+ 0x9E37_79B9_7F4A_7C15)
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct SimulationTests {
  @Test func `a step learns from one batch and takes time`() throws {
    var simulation = try Simulation(.small())
    var sink = NullSink()
    let ended = simulation.runStep(into: &sink)
    let step = try #require(ended)
    #expect(step.step == 1)
    #expect(step.samples == 24 * 8)
    #expect(step.duration > .zero)
    #expect(step.tokens > step.samples)
    #expect(simulation.version == 1)
    #expect(simulation.violations() == [])
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `conservation laws hold after every event`(seed: UInt64) throws {
    // Every event is checked: small batches, so that there are few.
    var simulation = try Simulation(.random(seed: seed, prompts: 1...6), checksEveryEvent: true)
    var sink = NullSink()
    for _ in 0..<3 { #expect(simulation.runStep(into: &sink) != nil) }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `conservation laws hold at the end of every step`(seed: UInt64) throws {
    var simulation = try Simulation(.random(seed: seed))
    var sink = NullSink()
    for _ in 0..<4 {
      let ended = simulation.runStep(into: &sink)
      let step = try #require(ended, "\(simulation.stall ?? "it goes on")")
      #expect(simulation.violations() == [])
      #expect(step.maxStaleness <= simulation.scenario.policy.staleness)
      let spent = step.activities.reduce(SimDuration.zero, +)
      #expect(spent.nanoseconds == step.duration.nanoseconds * Int64(step.dies))
    }
  }
}
