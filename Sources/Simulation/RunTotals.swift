import Quantities

/// What became of the samples of a run so far.
public struct RunTotals: Hashable, Sendable {
  /// Groups learned from.
  public internal(set) var groupsLearned = 0
  /// Response tokens of samples learned from.
  public internal(set) var tokensLearned = 0
  /// Response tokens of all samples that were written to their end and needed then.
  public internal(set) var tokensFinished = 0
  /// Response tokens written and lost with a failed card.
  public internal(set) var tokensLost = 0
  /// Time that the trainer had spent on work that a fault made it begin again.
  public internal(set) var trainingLost = SimDuration.zero
  /// Samples that were started and given up, finished or not.
  public internal(set) var samplesDropped = 0
  /// Response tokens of samples that were written to their end and then given up.
  public internal(set) var tokensDropped = 0
  /// Samples that were begun with one weight version and went on with the next, counted at each change
  /// of weights.
  public internal(set) var samplesCarried = 0
  /// Samples that moved to another rank with their KV cache.
  public internal(set) var samplesMigrated = 0
}
