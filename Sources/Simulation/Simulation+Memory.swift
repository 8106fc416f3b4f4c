import CostModel
import Quantities
import Specification

extension Simulation {
  /// What is free on the fullest die, at the moment of its fullest memory.
  ///
  /// Training is taken at its longest micro-batch, rollout with a full cache; where both share dies,
  /// also the change between them, with both copies of the weights.
  public var memoryHeadroom: Bytes {
    let costs = StepCosts(scenario)
    let rollout = costs.rolloutMemory
    var fullest = rollout.weights + rollout.cache + rollout.workspace + costs.rollout.resident
    for stage in costs.trainingMemory { fullest = max(fullest, stage.total + costs.keptRollout) }
    if case .fused = scenario.policy.placement {
      let weights = costs.trainingMemory.map(\.weights).max() ?? .zero
      fullest = max(fullest, weights + rollout.weights + rollout.workspace)
    }
    return scenario.cluster.chip.memory - fullest
  }
}
