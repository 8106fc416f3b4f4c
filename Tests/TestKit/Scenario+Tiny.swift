import Specification

extension Scenario {
  /// A tiny version of the default scenario: the same machine, few and short samples.
  public static func tiny(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    var scenario = Scenario.panguCM384
    scenario.workload.promptsPerStep = 12
    scenario.workload.samplesPerPrompt = 4
    scenario.workload.responseLength = .logNormal(
      LogNormalLengths(mean: 300, sigma: 1, cap: 2048, correlation: 0.8))
    change(&scenario)
    return scenario
  }
}
