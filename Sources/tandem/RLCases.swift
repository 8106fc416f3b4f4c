import CostModel
import Quantities
import Resharding
import Simulation
import Specification
import Telemetry

/// Published RL runs, simulated step by step: what a single phase's cost does not tell.
struct RLCases: Sendable {
  /// A published run and what its first step came to.
  private struct Run: Sendable {
    let scenario: Scenario
    let record: StepRecord
  }

  private let runs: [Run]

  /// Simulates one step of each published run that a table has cases of.
  init(_ cases: [PublishedCase]) {
    var wanted: [Scenario] = []
    for one in cases {
      if let scenario = Self.scenario(one), !wanted.contains(scenario) { wanted.append(scenario) }
    }
    runs = wanted.compactMap { scenario in
      guard var simulation = try? Simulation(scenario) else { return nil }
      var sink = NullSink()
      guard let record = simulation.runStep(into: &sink) else { return nil }
      return Run(scenario: scenario, record: record)
    }
  }

  /// What the simulation says of a case; `nil` where it says nothing.
  func predict(_ one: PublishedCase) -> Double? {
    guard let scenario = Self.scenario(one),
      let run = runs.first(where: { $0.scenario == scenario })
    else { return nil }
    func seconds(_ role: Role) -> Double { run.record.roles[Int(role.rawValue)].seconds }
    switch one.metric {
    case "rl_rollout": return seconds(.rollout)
    case "rl_ref": return seconds(.reference)
    case "rl_reward": return StepCosts(scenario).reward(tokens: run.record.tokens).value
    case "rl_update": return seconds(.update)
    case "rl_reshard": return ReshardPlan(scenario).duration.value
    case "rl_offload":
      let costs = StepCosts(scenario)
      return (costs.offload(costs.offloadedBytes) + costs.onload(costs.offloadedBytes)).value
    case "ref_start_skew":
      var changed = scenario
      changed.policy.dataPath = one.id.hasSuffix("before") ? .controller : .distributedQueue
      let costs = StepCosts(changed)
      let payload = costs.payload(of: .reference, tokens: run.record.tokens)
      return costs.start(of: .reference, payload: payload).value
    case "rl_step": return run.record.duration.seconds
    case "rl_tokens_per_s_per_card":
      return run.record.tokensPerSecond / Double(scenario.cluster.cards)
    default: return nil
    }
  }

  private static func scenario(_ one: PublishedCase) -> Scenario? {
    guard one.source == "cann-recipes-train",
      one.metric.hasPrefix("rl_") || one.metric == "ref_start_skew"
    else { return nil }
    if one.model.hasPrefix("DeepSeek-R1") { return .deepSeekR1A3 }
    if one.model.hasPrefix("Qwen3-235B") { return .qwen3A3 }
    return nil
  }
}
