import Specification

/// The passes of micro-batches by size, each reckoned once.
///
/// Sizes are rounded up to whole tiles, so that a step of thousands of samples has few of them.
struct PassMemo {
  let costs: TrainingCosts
  let learns: Bool
  private var bySize: [StagePasses?] = []

  init(costs: TrainingCosts, learns: Bool) {
    self.costs = costs
    self.learns = learns
  }

  /// Seconds of one micro-batch in one kind of stage.
  struct Durations {
    var forward = 0.0
    var backward = 0.0
    /// Of the backward pass, what only the weights' gradients need.
    var deferrable = 0.0
    var hiddenForward = 0.0
    var hiddenBackward = 0.0
  }

  private mutating func passes(_ tokens: Int) -> StagePasses {
    let index = (tokens + TrainingCosts.tile - 1) / TrainingCosts.tile
    while bySize.count <= index { bySize.append(nil) }
    if let known = bySize[index] { return known }
    let fresh = costs.passes(tokens: index * TrainingCosts.tile, learns: learns)
    bySize[index] = fresh
    return fresh
  }

  mutating func seconds(tokens: Int, pairs: Double, kind: Int) -> Durations {
    guard tokens > 0 else { return Durations() }
    let passes = passes(tokens)
    let stage = costs.plan.kinds[kind]
    let share = learns ? costs.remadeShare(stage) : 0
    let seconds = passes.seconds(
      stage, kind: kind, pairs: pairs, remade: costs.remade, share: share)
    var result = Durations(forward: seconds.forward, backward: learns ? seconds.backward : 0)
    guard learns else { return result }
    switch costs.layout.schedule {
    case .zeroBubble:
      // Half of the products backward make the weights' gradients.
      result.deferrable =
        Double(stage.dense) * passes.dense.backward.productSeconds / 2
        + Double(stage.mixtures) * passes.mixture.backward.productSeconds / 2
      result.deferrable = min(result.deferrable, result.backward)
    case .adaptive:
      let count = Double(stage.mixtures)
      let forward = passes.mixture.forward.exchange * count
      let backward = passes.mixture.backward.exchange * count
      let again = costs.remade(passes.mixture.forward).exchange * count * share
      result.hiddenForward = min(forward, max(0, result.backward - backward - again))
      result.hiddenBackward = min(backward + again, max(0, result.forward - forward))
    case .oneFOneB, .interleaved:
      break
    }
    return result
  }

  mutating func breakdown(tokens: Int, pairs: Double, kind: Int) -> Breakdown {
    guard tokens > 0 else { return Breakdown() }
    let passes = passes(tokens)
    let stage = costs.plan.kinds[kind]
    let share = learns ? costs.remadeShare(stage) : 0
    var sum = passes.ends[kind].forward
    if learns { sum += passes.ends[kind].backward }
    for (count, layer) in [(stage.dense, passes.dense), (stage.mixtures, passes.mixture)]
    where count > 0 {
      var each = layer.forward.breakdown(pairs: pairs)
      if learns {
        each += layer.backward.breakdown(pairs: pairs)
        each += costs.remade(layer.forward).breakdown(pairs: pairs) * share
      }
      sum += each * Double(count)
    }
    return sum
  }
}

extension LayerPass {
  /// Seconds in products of the die, host waits not counted.
  var productSeconds: Double { attention[.products] + block[.products] }
  /// Seconds in the exchange between experts.
  var exchange: Double { block.exchange }
}
