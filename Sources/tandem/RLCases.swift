import CostModel
import Quantities
import Resharding
import Simulation
import Specification
import Telemetry

/// Published RL runs, simulated step by step: what a single phase's cost does not tell.
struct RLCases {
  /// A published run and what its steps came to.
  private struct Run {
    let scenario: Scenario
    /// The step that is compared; what stands in the way where there is none.
    let outcome: Result<StepRecord, PublishedRun.Missing>
  }

  private var runs: [Run] = []

  /// What the simulation says of a case; `nil` where it is not about an RL run.
  mutating func answer(_ one: PublishedCase) -> CaseAnswer? {
    if one.metric == "rollout_idle_share" { return Self.idle(one) }
    guard one.metric.hasPrefix("rl_") || one.metric == "ref_start_skew" else { return nil }
    let scenario: Scenario
    do throws(PublishedRun.Missing) {
      scenario = try Self.scenario(one)
    } catch {
      return .missing(error.reason)
    }
    switch record(of: scenario) {
    case .failure(let missing): return .missing(missing.reason)
    case .success(let record):
      guard let value = Self.value(one, scenario, record) else { return nil }
      return .figure(value, ideal: Self.ideal(one, scenario, record))
    }
  }

  private static func scenario(_ one: PublishedCase) throws(PublishedRun.Missing) -> Scenario {
    if one.source == "cann-recipes-train" {
      if one.model.hasPrefix("DeepSeek-R1") { return .deepSeekR1A3 }
      if one.model.hasPrefix("Qwen3-235B") { return .qwen3A3 }
    }
    if one.source.hasPrefix("Huawei RL"), one.model.hasPrefix("Pangu") { return pangu(one) }
    return try PublishedRun(one).scenario
  }

  /// The ladder of Pangu's RL on the workload that the program assumes, since none is published.
  private static func pangu(_ one: PublishedCase) -> Scenario {
    if one.says("4 supernodes") { return PolicyPreset.rlFusionStaleSync.applied(to: .panguCM384x4) }
    if one.says("StaleSync") { return PolicyPreset.rlFusionStaleSync.applied(to: .panguCM384) }
    let rung: PolicyPreset = one.says("RL Fusion co-location") ? .rlFusion : .separate
    return rung.applied(to: .panguCM384)
  }

  /// The idle table of the run with long responses: how many samples a rank took, and in which order.
  private static func idle(_ one: PublishedCase) -> CaseAnswer {
    guard var scenario = try? scenario(one), let prompts = one.globalBatch,
      (1...8192) ~= prompts
    else { return .missing("the run's batch and layouts") }
    // "24 sequences per DP rank"
    let words = one.notes.split(separator: " ")
    let size = words.indices.first { words[$0] == "sequences" && $0 > 0 }.flatMap {
      Int(words[$0 - 1])
    }
    guard let size, (1...128) ~= size else { return .missing("which samples a rank took") }
    scenario.workload.promptsPerStep = prompts
    scenario.rollout.maxSamplesPerRank = size
    scenario.policy.dispatch = one.says("DataBalance") ? .interleaved : .grouped
    guard let share = IdleClock.share(scenario) else {
      return .missing("a configuration that can run")
    }
    return .figure(100 * share, ideal: 1)
  }

  /// One step of a run, simulated once for all of its cases.
  ///
  /// A synchronous run is the same in every step but for chance; one that overlaps steps is looked at
  /// once it has come into its stride.
  private mutating func record(
    of scenario: Scenario
  ) -> Result<StepRecord, PublishedRun.Missing> {
    if let run = runs.first(where: { $0.scenario == scenario }) { return run.outcome }
    let outcome = Self.simulate(scenario)
    runs.append(Run(scenario: scenario, outcome: outcome))
    return outcome
  }

  private static func simulate(
    _ scenario: Scenario
  ) -> Result<StepRecord, PublishedRun.Missing> {
    do throws(SimulationError) {
      var simulation = try Simulation(scenario)
      var sink = NullSink()
      // Steps that overlap are uneven: their mean counts, without the first, which fills the pipeline.
      let isEven = scenario.policy.stalenessBound == 0
      var records: [StepRecord] = []
      for _ in 0..<(isEven ? 1 : 5) {
        if let record = simulation.runStep(into: &sink) { records.append(record) }
      }
      guard let mean = Self.mean(isEven ? records[...] : records.dropFirst()) else {
        return .failure(.init(reason: "a configuration that can run"))
      }
      return .success(mean)
    } catch {
      return .failure(.init(reason: "a configuration that fits in memory: \(error)"))
    }
  }

  /// The last of some records, with the means of their times and counts.
  private static func mean(_ records: ArraySlice<StepRecord>) -> StepRecord? {
    guard var whole = records.last else { return nil }
    func mean(of part: (StepRecord) -> Int64) -> Int64 {
      records.reduce(0) { $0 + part($1) } / Int64(records.count)
    }
    whole.start = whole.end - SimDuration(nanoseconds: mean(of: \.duration.nanoseconds))
    whole.tokens = Int(mean(of: { Int64($0.tokens) }))
    whole.samples = Int(mean(of: { Int64($0.samples) }))
    for index in whole.roles.indices {
      whole.roles[index] = SimDuration(nanoseconds: mean(of: { $0.roles[index].nanoseconds }))
    }
    return whole
  }

  private static func value(
    _ one: PublishedCase, _ scenario: Scenario, _ record: StepRecord
  ) -> Double? {
    func seconds(_ role: Role) -> Double { record.roles[Int(role.rawValue)].seconds }
    let costs = StepCosts(scenario)
    let step = record.duration.seconds
    switch one.metric {
    case "rl_rollout", "rl_gen": return seconds(.rollout)
    case "rl_ref":
      return seconds(.reference) / Double(max(1, scenario.workload.logProbabilityPasses))
    case "rl_old_log_prob":
      return seconds(.reference) / Double(max(1, scenario.workload.logProbabilityPasses))
    case "rl_reward": return costs.reward(tokens: record.tokens).value
    case "rl_adv": return costs.advantages(samples: record.samples).value
    case "rl_update", "rl_update_actor": return seconds(.update)
    case "rl_reshard": return ReshardPlan(scenario).duration.value
    case "rl_offload":
      return (costs.offload(costs.offloadedBytes) + costs.onload(costs.offloadedBytes)).value
        + costs.release(costs.rolloutMemory.weights).value
    case "ref_start_skew": return skew(one, scenario, record)
    case "rl_step", "rl_step_time": return step
    case "rl_time_100_steps": return step * 100 / (one.unit == "h" ? 3600 : 1)
    case "rl_tokens_per_s_per_card":
      return Double(record.tokens) / step / Double(scenario.cluster.cards)
    case "rl_tokens_per_s_per_device":
      return Double(record.tokens) / step / Double(scenario.cluster.dies)
    case "rl_tokens_per_s_total": return Double(record.tokens) / step
    default: return nil
    }
  }

  private static func skew(
    _ one: PublishedCase, _ scenario: Scenario, _ record: StepRecord
  ) -> Double {
    var changed = scenario
    changed.policy.dataPath = one.id.hasSuffix("before") ? .controller : .distributedQueue
    let costs = StepCosts(changed)
    let payload = costs.payload(of: .reference, tokens: record.tokens)
    return costs.start(of: .reference, payload: payload).value
  }

  /// What a case would show if all dies did nothing but the update's work, at their peak.
  private static func ideal(
    _ one: PublishedCase, _ scenario: Scenario, _ record: StepRecord
  ) -> Double {
    let work = scenario.model.trainingFLOPs(sequence: 0) * Double(record.tokens)
    let peak = scenario.cluster.chip.matrix.flopsPerSecond * Double(scenario.cluster.dies)
    let tokens = Double(record.tokens) * peak / work
    switch one.metric {
    case "rl_tokens_per_s_per_card": return tokens / Double(scenario.cluster.cards)
    case "rl_tokens_per_s_per_device": return tokens / Double(scenario.cluster.dies)
    case "rl_tokens_per_s_total": return tokens
    default: return work / peak
    }
  }
}
