import Specification

/// The times of one kind of stage for micro-batches of one size, ready for any number of token pairs.
struct StageTimes {
  /// Seconds of one micro-batch.
  struct Durations {
    var forward = 0.0
    var backward = 0.0
    /// Of the backward pass, what only the weights' gradients need.
    var deferrable = 0.0
    /// What an operation saves when its expert exchange runs beside its opposite's work.
    var hiddenForward = 0.0
    var hiddenBackward = 0.0
  }

  /// The layers of one sort in the stage.
  private struct Layers {
    let count: Double
    let forward: PassTimes
    let backward: PassTimes
    let remade: PassTimes
    let share: Double
    let sentForward: Double
    let sentBackward: Double
    let attentionProducts: Double
    let blockProducts: Double
  }

  private let ends: (forward: Double, backward: Double)
  private let dense: Layers?
  private let mixture: Layers?
  private let learns: Bool
  private let schedule: PipelineSchedule

  init(
    _ passes: StagePasses, _ stage: StagePlan.Stage, kind: Int, learns: Bool,
    schedule: PipelineSchedule
  ) {
    self.learns = learns
    self.schedule = schedule
    ends = passes.endSeconds[kind]
    let share = passes.shares[kind]
    func layers(_ count: Int, _ layer: StagePasses.Layer) -> Layers? {
      guard count > 0 else { return nil }
      return Layers(
        count: Double(count), forward: layer.forward.times, backward: layer.backward.times,
        remade: layer.remade.times, share: share, sentForward: layer.forward.exchange,
        sentBackward: layer.backward.exchange + share * layer.remade.exchange,
        attentionProducts: layer.backward.attentionProducts,
        blockProducts: layer.backward.blockProducts)
    }
    dense = layers(stage.dense, passes.dense)
    mixture = layers(stage.mixtures + stage.predicted, passes.mixture)
  }

  /// The durations of a micro-batch whose experts work on as many tokens as `experts` has.
  func durations(pairs: Double, experts: StageTimes) -> Durations {
    var sum = Durations(forward: ends.forward, backward: ends.backward)
    if let dense { add(dense, block: dense, pairs, to: &sum) }
    if let mixture, let block = experts.mixture { add(mixture, block: block, pairs, to: &sum) }
    return sum
  }

  private func add(_ layers: Layers, block: Layers, _ pairs: Double, to sum: inout Durations) {
    let forward = layers.forward.seconds(pairs: pairs, block: block.forward)
    sum.forward += layers.count * forward
    guard learns else { return }
    var backward = layers.backward.seconds(pairs: pairs, block: block.backward)
    if layers.share > 0 {
      backward += layers.share * layers.remade.seconds(pairs: pairs, block: block.remade)
    }
    sum.backward += layers.count * backward
    switch schedule {
    case .zeroBubble:
      // Half of the products backward make the weights' gradients.
      let products = layers.attentionProducts + block.blockProducts
      sum.deferrable += layers.count * min(products / 2, backward)
    case .adaptive:
      sum.hiddenForward +=
        layers.count * min(block.sentForward, max(0, backward - block.sentBackward))
      sum.hiddenBackward +=
        layers.count * min(block.sentBackward, max(0, forward - block.sentForward))
    case .oneFOneB, .interleaved:
      break
    }
  }
}
