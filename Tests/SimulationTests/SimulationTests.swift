import TestKit
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

  /// Eight servers' worth of nothing: 32 dies and a model of six layers, for runs by the hundred.
  static func tiny(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    small { scenario in
      scenario.cluster.serversPerSupernode = 2
      scenario.model.layers = 6
      scenario.model.experts?.routed = 32
      scenario.training = TrainingLayout(
        tensor: 2, pipeline: 2, expert: 4, recomputation: .full, swapsOptimizer: true,
        fusesOperators: true)
      scenario.rollout = RolloutLayout(
        tensor: 2, data: 4, expert: 8, graphs: .buckets([4, 8, 16, 32, 64, 128]))
      change(&scenario)
    }
  }

  /// A scenario drawn from a seed: other sizes, policies and faults.
  static func random(seed: UInt64, prompts: ClosedRange<Int> = 1...24) -> Scenario {
    var dice = Dice(state: seed)
    return tiny { scenario in
      scenario.seed = seed
      scenario.workload.promptsPerStep = Int.random(in: prompts, using: &dice)
      scenario.workload.samplesPerPrompt = Int.random(in: 8...16, using: &dice)
      scenario.workload.responseLength = .logNormal(
        LogNormalLengths(
          mean: Double.random(in: 20...2000, using: &dice),
          sigma: Double.random(in: 0...1.5, using: &dice), cap: 8192,
          correlation: Double.random(in: 0...1, using: &dice)))
      let most = Int.random(in: 1...16, using: &dice)
      scenario.rollout.maxSamplesPerRank = most
      switch Int.random(in: 0...2, using: &dice) {
      case 0: scenario.rollout.graphs = .eager
      case 1: scenario.rollout.graphs = .single
      default: scenario.rollout.graphs = .buckets([1, 2, 4, 8, 16])
      }
      scenario.policy = .random(using: &dice)
      if Int.random(in: 0...3, using: &dice) == 0 {
        scenario.policy.queueCapacity = scenario.workload.promptsPerStep * 2
      }
      if Int.random(in: 0...3, using: &dice) == 0, scenario.policy.tail.launchFactor == 1 {
        scenario.policy.maxConcurrent = Int.random(in: 1...20, using: &dice)
      }
      scenario.faults.spares = Int.random(in: 0...2, using: &dice)
      scenario.faults.repair = .seconds(Double(Int.random(in: 0...1, using: &dice)) * 500)
      if Bool.random(using: &dice) { scenario.faults.meanTimeBetween = .seconds(2000) }
      if Bool.random(using: &dice) {
        scenario.faults.stragglers = [
          Straggler(card: Int.random(in: 0..<16, using: &dice), slowdown: 1.5)
        ]
      }
      for _ in 0..<Int.random(in: 0...4, using: &dice) {
        scenario.faults.faults.append(
          Fault(
            at: .seconds(Double.random(in: 0...900, using: &dice).rounded()),
            card: Int.random(in: 0..<16, using: &dice)))
      }
    }
  }
}

extension Policy {
  /// Any policy that 16 cards can follow.
  static func random(using dice: inout Dice) -> Policy {
    var policy = Policy(
      placement: .random(using: &dice),
      coupling: Coupling.allCases.randomElement(using: &dice) ?? .bounded,
      staleness: Int.random(in: 0...4, using: &dice),
      dataPath: Bool.random(using: &dice) ? .controller : .distributedQueue,
      dispatch: (DispatchChoice.allCases.randomElement(using: &dice) ?? .grouped).dispatch,
      balancesExperts: Bool.random(using: &dice))
    let tail = TailChoice.allCases.randomElement(using: &dice) ?? .wait
    if tail != .tailBatching || policy.stalenessBound == 0 { policy.tail = tail.tail }
    policy.memory = MemoryChoice.allCases.randomElement(using: &dice) ?? .offload
    return policy
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

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `conservation laws hold after every event`(seed: UInt64) throws {
    // Every event is checked: small batches, so that there are few.
    var simulation = try Simulation(.random(seed: seed, prompts: 1...6), checksEveryEvent: true)
    var sink = NullSink()
    for _ in 0..<3 { #expect(simulation.runStep(into: &sink) != nil) }
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `conservation laws hold at the end of every step`(seed: UInt64) throws {
    var simulation = try Simulation(.random(seed: seed))
    var sink = NullSink()
    for _ in 0..<4 {
      let ended = simulation.runStep(into: &sink)
      let step = try #require(ended, "\(simulation.stall ?? "it goes on")")
      #expect(simulation.violations() == [])
      #expect(step.maxStaleness <= simulation.scenario.policy.stalenessBound)
      #expect(step.samples == simulation.scenario.workload.samplesPerStep)
      let spent = step.activities.reduce(SimDuration.zero, +)
      #expect(spent.nanoseconds == step.duration.nanoseconds * Int64(step.dies))
    }
  }
}
