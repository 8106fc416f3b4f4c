import CostModel
import EventKernel
import Quantities
import Resharding
import Specification

extension Simulation {
  /// What is free on the fullest die, at the moment of its fullest memory.
  ///
  /// Training is taken at its longest micro-batch, rollout with a full cache; where both share dies,
  /// also the change between them, with both copies of the weights and what moving them takes.
  public var memoryHeadroom: Bytes {
    let costs = engine.world.plan.costs
    let rollout = costs.rolloutMemory
    var fullest = rollout.weights + rollout.cache + rollout.workspace + costs.rollout.resident
    for (role, stages) in [
      (PoolRole.update, costs.trainingMemory), (.reference, costs.referenceMemory),
      (.reward, costs.rewardMemory),
    ] {
      let kept = costs.bytesKept(beside: role)
      for stage in stages { fullest = max(fullest, stage.total + kept) }
    }
    let capacity = scenario.cluster.chip.memory
    let moving = capacity - costs.reshardRoom + engine.world.plan.reshard.extraMemory
    return capacity - max(fullest, moving)
  }
}
