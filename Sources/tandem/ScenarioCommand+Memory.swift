import CostModel
import Resharding
import Specification

extension ScenarioDocument {
  /// Throws if a phase does not fit in a die's memory, at the figure that would help.
  func checkMemory() throws(ScenarioError) {
    let costs = StepCosts(scenario)
    guard let problem = costs.memoryProblem() else {
      let plan = ReshardPlan(scenario)
      guard !scenario.isServing, let problem = plan.problem(inRoom: costs.reshardRoom) else {
        return
      }
      throw error(
        Problem(
          at: "policy.reshard", "policy.reshard-bucket", "policy", "training", "rollout",
          what: problem.what,
          remedy: problem.remedy ?? "change training, rollout or policy.placement"))
    }
    let (keys, remedy) = Self.cure(for: problem)
    let others = ["training", "rollout", "cluster.chip.memory", "cluster", "model", "workload"]
    throw error(Problem(at: keys + others, what: "\(problem)", remedy: remedy))
  }

  /// What makes a phase fit: the keys to turn, and how.
  private static func cure(for problem: MemoryProblem) -> (keys: [String], remedy: String) {
    switch (problem.phase, problem.largest) {
    case (_, .activations):
      (
        [
          "training.recomputation", "training.micro-batch", "training.tp", "training.cp",
          "workload.response-length",
        ], "recompute more, or raise training.tp or training.cp"
      )
    case (_, .referenceWeights), (_, .rewardWeights):
      (
        ["policy.placement", "policy.memory"],
        "give it cards of its own (placement: {mixed: ...}), or write policy.memory: offload"
      )
    case (_, .optimizer):
      (
        ["training.swaps-optimizer", "training.shards-optimizer", "training.pp", "training.ep"],
        "set training.swaps-optimizer, or raise training.pp or training.ep"
      )
    case (.rollout, .weights):
      (
        ["rollout.ep", "rollout.tp", "rollout.dp", "rollout.weights", "rollout.memory-share"],
        "raise rollout.ep or rollout.tp, or rollout.memory-share"
      )
    case (.rollout, _):
      (
        ["workload.response-length", "rollout.tp", "rollout.ep", "rollout.memory-share"],
        "lower the cap of response-length, or raise rollout.tp or rollout.ep"
      )
    case (.resharding, _):
      (
        ["policy.placement", "training.pp", "training.ep", "rollout.ep"],
        "raise training.pp, training.ep or rollout.ep"
      )
    case (.training, _), (.reference, _), (.reward, _):
      (
        ["training.pp", "training.tp", "training.ep", "training.gradients"],
        "raise training.pp, training.tp or training.ep"
      )
    }
  }
}
