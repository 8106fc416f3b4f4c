import Quantities
import Simulation
import Specification
import Telemetry

extension Benchmark {
  /// What a step of the RL loop costs, for the machine and the batch of the default and others.
  static let rlStep = Benchmark(
    name: "rl-step", title: "One RL step, telemetry unheard", unit: "steps",
    cases: [
      stepCase(supernodes: 1, prompts: 64), stepCase(supernodes: 1, prompts: 512),
      stepCase(supernodes: 1, prompts: 4096), stepCase(supernodes: 4, prompts: 2048),
      stepCase(supernodes: 16, prompts: 4096),
    ])

  /// What a fork of a running simulation costs, with the copying that its next second sets off.
  static let rlFork = Benchmark(
    name: "rl-fork", title: "Fork of a running simulation, and one simulated second in it",
    unit: "forks",
    cases: [1, 4, 16].map { supernodes in
      let scenario = scaled(supernodes: supernodes, prompts: 512 * supernodes)
      return Case(name: name(of: scenario), count: 20, budget: supernodes == 1 ? 1e6 : nil) {
        guard var simulation = try? Simulation(scenario) else { return {} }
        var sink = NullSink()
        _ = simulation.runStep(into: &sink)
        simulation.run(until: simulation.now + .seconds(120), into: &sink)
        let original = simulation
        return {
          for _ in 0..<20 {
            var fork = original
            var sink = NullSink()
            fork.run(until: fork.now + .seconds(1), into: &sink)
          }
        }
      }
    })

  private static func stepCase(supernodes: Int, prompts: Int) -> Case {
    let scenario = scaled(supernodes: supernodes, prompts: prompts)
    let isReference = supernodes == 1 && scenario.workload.samplesPerStep == 8192
    return Case(name: name(of: scenario), count: 10, budget: isReference ? 5e6 : nil) {
      guard let start = try? Simulation(scenario) else { return {} }
      return {
        var simulation = start
        var sink = NullSink()
        for _ in 0..<10 { _ = simulation.runStep(into: &sink) }
      }
    }
  }

  private static func scaled(supernodes: Int, prompts: Int) -> Scenario {
    var scenario = Scenario.panguCM384x4
    scenario.cluster.supernodes = supernodes
    scenario.workload.promptsPerStep = prompts
    return scenario
  }

  private static func name(of scenario: Scenario) -> String {
    "\(scenario.cluster.cards) cards, \(scenario.workload.samplesPerStep) samples"
  }
}
