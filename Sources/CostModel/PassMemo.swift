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
  func durations(place: Int, pairs: Double, kind: Int) -> StageTimes.Durations {
    times[place * plan.kinds.count + kind].durations(pairs: pairs)
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
