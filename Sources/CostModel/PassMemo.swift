import Specification

/// The passes of micro-batches by size, each reckoned once.
///
/// Sizes are rounded up to whole tiles, so that a step of thousands of samples has few of them.
struct PassMemo {
  let plan: StagePlan
  let learns: Bool
  private let costs: TrainingCosts
  private let schedule: PipelineSchedule
  /// For each size in tiles, where its passes stand; -1 where they are not known yet.
  private var places: [Int] = []
  private var known: [StagePasses] = []

  init(costs: TrainingCosts, learns: Bool) {
    self.costs = costs
    self.learns = learns
    plan = costs.plan
    schedule = costs.layout.schedule
  }

  /// Seconds of one micro-batch in one kind of stage.
  struct Durations {
    var forward = 0.0
    var backward = 0.0
    /// Of the backward pass, what only the weights' gradients need.
    var deferrable = 0.0
    /// What an operation saves when its expert exchange runs beside its opposite's work.
    var hiddenForward = 0.0
    var hiddenBackward = 0.0
  }

  /// Where the passes of a size stand.
  mutating func place(_ tokens: Int) -> Int {
    let index = (tokens + TrainingCosts.tile - 1) / TrainingCosts.tile
    while places.count <= index { places.append(-1) }
    if places[index] >= 0 { return places[index] }
    known.append(costs.passes(tokens: index * TrainingCosts.tile, learns: learns))
    places[index] = known.count - 1
    return known.count - 1
  }

  func durations(place: Int, pairs: Double, kind: Int) -> Durations {
    let stage = plan.kinds[kind]
    let ends = known[place].endSeconds[kind]
    var result = Durations(forward: ends.forward, backward: ends.backward)
    if stage.dense > 0 {
      add(known[place].dense, Double(stage.dense), pairs, kind, to: &result)
    }
    if stage.mixtures > 0 {
      add(known[place].mixture, Double(stage.mixtures), pairs, kind, to: &result)
    }
    return result
  }

  private func add(
    _ passes: StagePasses.Layer, _ count: Double, _ pairs: Double, _ kind: Int,
    to result: inout Durations
  ) {
    let forward = passes.forward.seconds(pairs: pairs)
    result.forward += count * forward
    guard learns else { return }
    let share = known[0].shares[kind]
    let backward =
      passes.backward.seconds(pairs: pairs)
      + (share > 0 ? share * passes.remade.seconds(pairs: pairs) : 0)
    result.backward += count * backward
    switch schedule {
    case .zeroBubble:
      // Half of the products backward make the weights' gradients.
      result.deferrable += count * passes.backward.products / 2
    case .adaptive:
      let sent = (
        passes.forward.exchange, passes.backward.exchange + share * passes.remade.exchange
      )
      result.hiddenForward += count * min(sent.0, max(0, backward - sent.1))
      result.hiddenBackward += count * min(sent.1, max(0, forward - sent.0))
    case .oneFOneB, .interleaved:
      break
    }
  }

  func breakdown(place: Int, pairs: Double, kind: Int) -> Breakdown {
    let stage = plan.kinds[kind]
    let passes = known[place]
    var sum = passes.ends[kind].forward
    if learns { sum += passes.ends[kind].backward }
    for (count, layer) in [(stage.dense, passes.dense), (stage.mixtures, passes.mixture)]
    where count > 0 {
      var each = layer.forward.pass.breakdown(pairs: pairs)
      if learns {
        each += layer.backward.pass.breakdown(pairs: pairs)
        each += layer.remade.pass.breakdown(pairs: pairs) * passes.shares[kind]
      }
      sum += each * Double(count)
    }
    return sum
  }
}
