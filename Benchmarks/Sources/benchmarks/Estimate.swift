import CostModel
import Specification

extension Benchmark {
  /// What it costs to estimate a training step, from the layout to the breakdown and the memory.
  static let estimate = Benchmark(
    name: "estimate", title: "Estimate of a training layout", unit: "estimates",
    cases: Scenario.presets.map { preset in
      let scenario = preset.value
      return Case(name: preset.name, count: 10) {
        {
          for _ in 0..<10 {
            let costs = StepCosts(scenario)
            _ = costs.estimateTraining()
          }
        }
      }
    })
}
