import Quantities
import Specification

/// What training on a scenario's sequences comes to, every one at its mean length.
public struct TrainingEstimate: Sendable {
  /// One step's cost.
  public let pass: PassCost
  /// Sequences in the step.
  public let sequences: Int
  /// Tokens of each.
  public let tokens: Int
  /// Share of the peak that the model's work takes, attention counted causally.
  public let utilisation: Double
  /// The same with the whole square of attention counted.
  public let fullUtilisation: Double
  /// Memory of a die of each pipeline stage.
  public let memory: [TrainingMemory]

  /// Tokens a second, all dies together.
  public var tokensPerSecond: Double {
    pass.total > .zero ? Double(sequences * tokens) / pass.total.value : 0
  }
}

extension StepCosts {
  /// Estimates a training step in which all sequences have the workload's mean length.
  ///
  /// As a table of pre-training runs would have it; how uneven lengths play out, `update` tells.
  public func estimateTraining() -> TrainingEstimate {
    let length = max(
      1,
      Int(
        (scenario.workload.promptLength.mean + scenario.workload.responseLength.mean).rounded()))
    let layout = scenario.training
    let each = max(1, layout.microBatchTokens.map { $0 / length } ?? layout.microBatch)
    let ranks = max(1, scenario.trainingData)
    let batches = max(1, (scenario.workload.samplesPerStep + each * ranks - 1) / (each * ranks))
    // All ranks are alike; one lane tells all.
    let lane = Array(
      repeating: Array(
        repeating: MicroBatch(tokens: length * each, sequences: each), count: batches),
      count: training.coupledRanks)
    let pass = training.update(lane)
    let tokens = Double(batches * each * ranks * length)
    let chip = scenario.cluster.chip
    let peak = layout.precision.bytes < 2 ? chip.matrix8Bit ?? chip.matrix : chip.matrix
    let room = peak.flopsPerSecond * Double(scenario.trainingDies.count) * pass.total.value
    func share(_ count: Transformer.AttentionCount) -> Double {
      let work = scenario.model.trainingFLOPs(sequence: Double(length), counting: count)
      return room > 0 ? work * tokens / room : 0
    }
    return TrainingEstimate(
      pass: pass, sequences: batches * each * ranks, tokens: length, utilisation: share(.causal),
      fullUtilisation: share(.full),
      memory: training.memory(microBatchTokens: length * each, microBatches: batches))
  }
}

extension LengthDistribution {
  /// The mean length, in tokens.
  public var mean: Double {
    switch self {
    case .fixed(let length): return Double(length)
    case .logNormal(let lengths): return lengths.mean
    case .measured(let measured):
      guard !measured.lengths.isEmpty else { return 0 }
      return Double(measured.lengths.reduce(0, +)) / Double(measured.lengths.count)
    }
  }
}
