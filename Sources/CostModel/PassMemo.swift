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
  /// What `durations` needs of `known`: place · kinds + kind.
  private var times: [StageTimes] = []

  init(costs: TrainingCosts, learns: Bool) {
    self.costs = costs
    self.learns = learns
    plan = costs.plan
    schedule = costs.layout.schedule
  }

  /// Where the passes of a size stand.
  mutating func place(_ tokens: Int) -> Int {
    let index = (tokens + TrainingCosts.tile - 1) / TrainingCosts.tile
    while places.count <= index { places.append(-1) }
    if places[index] >= 0 { return places[index] }
    let passes = costs.passes(tokens: index * TrainingCosts.tile, learns: learns)
    known.append(passes)
    for kind in plan.kinds.indices {
      times.append(
        StageTimes(passes, plan.kinds[kind], kind: kind, learns: learns, schedule: schedule))
    }
    places[index] = known.count - 1
    return known.count - 1
  }

  /// Seconds of one micro-batch in one kind of stage.
  func durations(_ pace: TrainingCosts.Pace, kind: Int) -> StageTimes.Durations {
    let count = plan.kinds.count
    return times[pace.place * count + kind].durations(
      pairs: pace.pairs, experts: times[pace.experts * count + kind])
  }

  func breakdown(_ pace: TrainingCosts.Pace, kind: Int) -> Breakdown {
    let stage = plan.kinds[kind]
    let passes = known[pace.place]
    func breakdown(_ pass: SummedPass, block: SummedPass) -> Breakdown {
      var pass = pass.pass
      pass.block = block.pass.block
      return pass.breakdown(pairs: pace.pairs)
    }
    var sum = passes.ends[kind].forward
    if learns { sum += passes.ends[kind].backward }
    for (count, layer, block) in [
      (stage.dense, passes.dense, passes.dense),
      (stage.mixtures + stage.predicted, passes.mixture, known[pace.experts].mixture),
    ] where count > 0 {
      var each = breakdown(layer.forward, block: block.forward)
      if learns {
        each += breakdown(layer.backward, block: block.backward)
        each += breakdown(layer.remade, block: block.remade) * passes.shares[kind]
      }
      sum += each * Double(count)
    }
    return sum
  }
}
