import Quantities
import Specification

/// Every duration and amount of memory of an RL step, from its scenario.
///
/// The face of the cost model towards the simulation. A value: a what-if changes the scenario and makes
/// another. All that can be reckoned ahead is, so that a decode rate is a table look-up and some
/// arithmetic.
///
/// At a switch from training to rollout on the same dies, weights and optimizer state of training are
/// offloaded to the host and gradients are dropped; back again, the rollout's weights and cache are
/// dropped and training's state is loaded. So each phase must fit by itself, and both copies of the
/// weights must fit beside each other while one is made from the other.
public struct StepCosts: Sendable {
  /// What the costs are of.
  public let scenario: Scenario
  /// The trainer's side.
  public let training: TrainingCosts
  /// The inference engine's side.
  public let rollout: RolloutCosts
  /// Tokens that one data-parallel rank of a replica can keep in its cache, in whole blocks.
  public let cacheTokensPerRank: Int

  /// Makes the costs of a scenario.
  public init(_ scenario: Scenario) {
    self.scenario = scenario
    training = TrainingCosts(
      cluster: scenario.cluster, model: scenario.model, layout: scenario.training,
      dies: scenario.trainingDies.count, balancesExperts: scenario.policy.balancesExperts)
    rollout = RolloutCosts(
      cluster: scenario.cluster, model: scenario.model, layout: scenario.rollout,
      balancesExperts: scenario.policy.balancesExperts,
      resident: Self.keptTraining(training, in: scenario))
    cacheTokensPerRank = rollout.cacheTokensPerRank
  }

  /// How fast a replica decodes.
  ///
  /// `rankSamples` run on the busiest data-parallel rank, `replicaSamples` on all ranks together.
  ///
  /// - Complexity: O(1)
  public func decode(rankSamples: Int, replicaSamples: Int) -> DecodeRate {
    rollout.decode(rankSamples: rankSamples, replicaSamples: replicaSamples)
  }

  /// Seconds in which a replica takes in prompts.
  ///
  /// The busiest rank takes in `rankTokens`, whose prompts' lengths have squares that add up to
  /// `rankTokenPairs`; all ranks together take in `replicaTokens`.
  public func prefill(rankTokens: Int, rankTokenPairs: Double, replicaTokens: Int) -> Seconds {
    rollout.prefill(
      rankTokens: rankTokens, rankTokenPairs: rankTokenPairs, replicaTokens: replicaTokens)
  }

  /// The passes that read a batch before the update, the reference model's and the policy's: forward only.
  ///
  /// `sequences` has, for each data-parallel rank, the tokens of each micro-batch.
  public func reference(_ sequences: [[Int]], passes: Int = 1) -> PassCost {
    training.forwardPass(sequences) * Double(max(0, passes))
  }

  /// The update: forward, backward, gradient reduction, optimizer.
  ///
  /// `sequences` has, for each data-parallel rank, the tokens of each micro-batch.
  public func update(_ sequences: [[Int]]) -> PassCost { training.update(sequences) }

  /// Work that training on sequences needs, which MFU counts.
  public func modelFLOPs(_ sequences: [[Int]]) -> FLOPs {
    training.modelFLOPs(sequences: sequences, backward: true)
  }
}
