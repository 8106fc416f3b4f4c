/// The traffic of the directed strategy's other half: what is not an expert.
///
/// Each die gathers its own stage's tensors over its tensor ranks, then gets every other stage's
/// whole tensors from the die that stands in its place there, and cuts its slice itself.
struct DenseExchange {
  private(set) var traffic: Traffic
  private(set) var heat: HeatMatrix
  /// Collectives that every die takes part in.
  private(set) var collectives = 0
  /// The largest tensor that lies whole beside the weights.
  private(set) var largest: Int64 = 0
  /// By target die and source stage: bytes that come from one die, and which; -1 for none.
  private var flows: [(bytes: Int64, from: Int32)]
  private let stages: Int

  init(_ plan: TransferPlan, _ neighbourhood: Neighbourhood, heat: HeatMatrix) {
    self.heat = heat
    traffic = Traffic(dies: plan.traffic.dies)
    stages = plan.source.stages.count
    flows = Array(repeating: (0, -1), count: traffic.dies * stages)
    let buffers = BufferSizes(plan)
    var gathered = [Int](repeating: 0, count: stages)
    var exchanged = gathered
    for (index, bundle) in plan.bundles.enumerated() where !bundle.division.isOfExperts {
      let total = bundle.totalBytes
      largest = max(largest, buffers.largest(ofBundle: index))
      for stage in bundle.sourceStages {
        exchanged[stage] += bundle.tensors.count
        guard plan.source.tensor > 1, bundle.division != .whole else { continue }
        gathered[stage] += bundle.tensors.count
        gather(total, stage: stage, plan.source, neighbourhood)
      }
      exchange(total, bundle, plan, neighbourhood)
    }
    let crosses = stages > 1 || plan.source.dies != plan.target.dies
    collectives = (gathered.max() ?? 0) + (crosses ? exchanged.max() ?? 0 : 0)
  }

  /// Visits what comes to a target die from dies of other stages.
  func forEachFlow(to die: Int, _ body: (_ bytes: Int64, _ from: Int) -> Void) {
    for flow in flows[die * stages..<(die + 1) * stages] where flow.bytes > 0 {
      body(flow.bytes, Int(flow.from))
    }
  }

  private mutating func gather(
    _ total: Int64, stage: Int, _ layout: WeightLayout, _ neighbourhood: Neighbourhood
  ) {
    let share = total / Int64(layout.tensor)
    for replica in 0..<layout.replicas {
      for inside in 0..<layout.ranksPerStage {
        let die = layout.dies[layout.rank(inside: inside, stage: stage, replica: replica)]
        let first = inside / layout.tensor * layout.tensor
        for peer in first..<min(first + layout.tensor, layout.ranksPerStage) where peer != inside {
          let other = layout.dies[layout.rank(inside: peer, stage: stage, replica: replica)]
          traffic.add(share, from: other, to: die, tier: neighbourhood.tier(other, die))
          heat.add(share, from: other, to: die)
        }
      }
    }
  }

  private mutating func exchange(
    _ total: Int64, _ bundle: Bundle, _ plan: TransferPlan, _ neighbourhood: Neighbourhood
  ) {
    let (source, target) = (plan.source, plan.target)
    let rankOf = source.rankOfDie(count: traffic.dies)
    let stage = bundle.sourceStages[0]
    for replica in 0..<target.replicas {
      for targetStage in bundle.targetStages {
        for inside in 0..<target.ranksPerStage {
          let rank = target.rank(inside: inside, stage: targetStage, replica: replica)
          let die = target.dies[rank]
          // On dies of its own, rollout takes from the trainers in turn.
          let own = rankOf[die] >= 0 ? rankOf[die] : rank
          if rankOf[die] >= 0,
            bundle.sourceStages.contains(own / source.ranksPerStage % source.stages.count)
          {
            continue
          }
          let from = source.dies[
            source.rank(
              inside: own % source.ranksPerStage, stage: stage,
              replica: own / (source.ranksPerStage * source.stages.count) % source.replicas)]
          traffic.add(total, from: from, to: die, tier: neighbourhood.tier(from, die))
          heat.add(total, from: from, to: die)
          let sum = flows[die * stages + stage].bytes + total
          flows[die * stages + stage] = (sum, Int32(from))
        }
      }
    }
  }
}
