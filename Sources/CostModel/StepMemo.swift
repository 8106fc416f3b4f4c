/// What the passes over micro-batches of each size take, of all sizes met so far.
///
/// Batches are alike from step to step, so that a later one finds nearly all of its sizes here. What is
/// kept is what the cost model says: keeping it changes no result. There are as many sizes as tiles in
/// the longest micro-batch.
public struct StepMemo: Sendable {
  var reference: PassMemo
  var update: PassMemo
  var reward: PassMemo

  /// Makes an empty memo of some costs, for these alone.
  public init(_ costs: StepCosts) {
    reference = PassMemo(costs: costs.reference, learns: false)
    reward = PassMemo(costs: costs.reward ?? costs.reference, learns: false)
    update = PassMemo(costs: costs.training, learns: true)
  }
}
