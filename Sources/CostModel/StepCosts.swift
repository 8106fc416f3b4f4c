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
  /// The reference model's side: the trainer's layout, on the dies that read.
  public let reference: TrainingCosts
  /// The reward model's side; `nil` where hosts score.
  public let reward: TrainingCosts?
  /// The inference engine's side.
  public let rollout: RolloutCosts
  /// Tokens that one data-parallel rank of a replica can keep in its cache, in whole blocks.
  public let cacheTokensPerRank: Int

  /// Makes the costs of a scenario.
  public init(_ scenario: Scenario) {
    self.scenario = scenario
    func costs(on dies: Range<Int>) -> TrainingCosts {
      TrainingCosts(
        cluster: scenario.cluster, model: scenario.model, layout: scenario.training,
        dies: max(1, dies.count), balancesExperts: scenario.policy.balancesExperts)
    }
    let pools = scenario.pools
    training = costs(on: pools.update)
    reference =
      pools.reference.count == pools.update.count ? training : costs(on: pools.reference)
    reward = pools.reward.isEmpty ? nil : costs(on: pools.reward)
    rollout = RolloutCosts(
      cluster: scenario.cluster, model: scenario.model, layout: scenario.rollout,
      balancesExperts: scenario.policy.balancesExperts,
      resident: Self.keptBesideRollout(
        training: training, reference: reference, reward: reward, in: scenario))
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

  /// The passes that read a batch before the update, the reference model's and the policy's, over each
  /// data-parallel rank's micro-batches: forward only.
  public func reference(
    _ batches: [[MicroBatch]], passes: Int = 1, memo: inout StepMemo
  ) -> PassCost {
    reference.run(batches, memo: &memo.reference) * Double(max(0, passes))
  }

  /// The reward model's pass over each data-parallel rank's micro-batches; `nil` where hosts score.
  ///
  /// A model of the policy's size in its layout, as HybridFlow was evaluated with (arXiv 2409.19256).
  public func reward(_ lengths: [Int], memo: inout StepMemo) -> PassCost? {
    reward.map {
      $0.run(microBatches(lengths, ranks: $0.data), memo: &memo.reward)
    }
  }

  /// The update on each data-parallel rank's micro-batches: forward, backward, gradient reduction,
  /// optimizer.
  public func update(_ batches: [[MicroBatch]], memo: inout StepMemo) -> PassCost {
    training.run(batches, memo: &memo.update)
  }

  /// Splits sequences over data-parallel ranks and into micro-batches, as the layout has it.
  ///
  /// `ranks` are those of the trainer without more.
  public func microBatches(_ lengths: [Int], ranks: Int? = nil) -> [[MicroBatch]] {
    let layout = scenario.training
    let ranks = ranks ?? scenario.trainingData
    if let tokens = layout.microBatchTokens {
      return Self.packed(lengths, ranks: ranks, limit: tokens)
    }
    return Self.balanced(lengths, ranks: ranks).map { indices in
      stride(from: 0, to: indices.count, by: layout.microBatch).map { first in
        var batch = MicroBatch()
        for index in indices[first..<min(first + layout.microBatch, indices.count)] {
          batch.add(lengths[index])
        }
        return batch
      }
    }
  }
}
