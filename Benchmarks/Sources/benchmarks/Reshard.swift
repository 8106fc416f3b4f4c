import Quantities
import Resharding
import Specification

extension Benchmark {
  /// What a simulation waits for when a knob changes a layout, and what the full schedule costs.
  static let reshard = Benchmark(
    name: "reshard", title: "Resharding Pangu Ultra MoE 718B", unit: "plans",
    cases: [
      Case(name: "plan, 768 dies", count: 10) { plans(of: .panguCM384) },
      Case(name: "plan, 3072 dies", count: 10) { plans(of: .panguCM384x4) },
      Case(name: "plan and rounds, 768 dies", count: 10) {
        let scenario = Scenario.panguCM384
        return {
          for _ in 0..<10 {
            guard let plan = try? TransferPlan(scenario) else { return }
            let schedule = TransferSchedule(
              plan, on: scenario.cluster, bucket: ReshardStrategy.standardBucket)
            precondition(schedule.rounds > 0, "nothing was scheduled")
          }
        }
      },
    ])

  private static func plans(of scenario: Scenario) -> () -> Void {
    {
      for _ in 0..<10 {
        let plan = ReshardPlan(scenario)
        precondition(plan.problem == nil, "there is no plan")
      }
    }
  }
}
