import CostModel
import Quantities
import Specification
import Telemetry

/// What fills the memory of dies, told as it changes.
extension RLWorld {
  /// Tells what fills the memory of every die at the start: rollout's first, for who shares dies with it.
  mutating func tellMemory(at now: SimTime) {
    guard isTelling else { return }
    for role in [PoolRole.reference, .reward, .update] { tellMemory(of: role, at: now) }
    tellRolloutMemory(at: now)
  }

  /// Tells what fills the memory of dies from the end of a leg on.
  mutating func tellMemory(_ memory: Leg.Memory, at now: SimTime) {
    guard isTelling else { return }
    switch memory {
    case .unchanged: break
    case .rollout: tellRolloutMemory(at: now)
    case .training: tellMemory(of: .update, at: now)
    case .reference: tellMemory(of: .reference, at: now)
    case .reward: tellMemory(of: .reward, at: now)
    }
  }

  private mutating func tellRolloutMemory(at now: SimTime) {
    let use = plan.costs.rolloutMemory
    tell(
      .memory(
        MemoryUse(
          weights: use.weights + plan.costs.rollout.resident, cache: use.cache,
          workspace: use.workspace),
        dies: scenario.rolloutDies),
      at: now)
  }

  /// Tells what each stage of a role's pool holds, what stays of other roles with its weights.
  private mutating func tellMemory(of role: PoolRole, at now: SimTime) {
    let costs = plan.costs
    let pool = plan.pools[role]
    let stages =
      switch role {
      case .rollout: [TrainingMemory]()
      case .update: costs.trainingMemory
      case .reference: costs.referenceMemory
      case .reward: costs.rewardMemory
      }
    let perStage = pool.count / max(1, stages.count)
    let kept = costs.bytesKept(beside: role)
    for (stage, use) in stages.enumerated() {
      let first = pool.lowerBound + stage * perStage
      tell(
        .memory(
          MemoryUse(
            weights: use.weights + kept, gradients: use.gradients, optimizer: use.optimizer,
            activations: use.activations, workspace: use.workspace),
          dies: first..<first + perStage),
        at: now)
    }
  }
}
