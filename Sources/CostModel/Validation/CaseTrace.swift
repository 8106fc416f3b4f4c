import Quantities
import Specification

/// What the model took for granted in a training case, and what its step is made of.
public struct CaseTrace: Hashable, Sendable {
  /// The layout, what is not printed filled in.
  public let layout: TrainingLayout
  /// Data-parallel degree.
  public let data: Int
  /// Micro-batches of a rank in a step.
  public let microBatches: Int
  /// Sequences of a step.
  public let globalBatch: Int
  /// Tokens of a sequence.
  public let sequence: Int
  /// One step.
  public let step: PassCost
  /// The most that a device's memory holds.
  public let memory: Bytes

  /// Traces a case; `nil` where it is no step of training that can be simulated.
  public init?(_ one: PublishedCase) {
    guard one.implausible == nil, CasePrediction.isTraining(one),
      let setup = try? TrainingSetup(one)
    else { return nil }
    layout = setup.costs.layout
    data = setup.costs.data
    microBatches = setup.microBatches
    globalBatch = setup.globalBatch
    sequence = setup.sequence
    step = setup.step()
    memory =
      setup.costs.memory(
        microBatchTokens: setup.microBatchTokens, microBatches: setup.microBatches
      ).map(\.total).max() ?? .zero
  }
}
