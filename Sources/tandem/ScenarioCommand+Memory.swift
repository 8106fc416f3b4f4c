import CostModel
import Specification

extension ScenarioDocument {
  /// Throws if a phase does not fit in a die's memory, at the layout that spreads it.
  func checkMemory() throws(ScenarioError) {
    guard let problem = StepCosts(scenario).memoryProblem() else { return }
    throw error(
      Problem(
        at: problem.phase.hasPrefix("training") ? "training.pp" : "rollout.ep",
        problem.phase.hasPrefix("training") ? "training.tp" : "rollout.tp",
        problem.phase.hasPrefix("training") ? "training" : "rollout", "cluster.chip.memory",
        "cluster", "model", "workload.response-length",
        what: "\(problem)",
        remedy: Self.remedy(for: problem)))
  }

  /// What would make a phase fit.
  private static func remedy(for problem: MemoryProblem) -> String {
    let training = problem.phase.hasPrefix("training")
    switch problem.largest {
    case let item where item.contains("activation"):
      return "raise training.tp or training.cp, or recompute more"
    case let item where item.contains("optimizer"):
      return "set training.swaps-optimizer, or raise training.pp, tp or ep"
    case let item where item.contains("cache"):
      return "raise rollout.tp or rollout.ep, or lower the cap of response-length"
    default:
      return training
        ? "raise training.pp, tp or ep" : "raise rollout.ep or rollout.tp, or store weights as int8"
    }
  }
}
