/// The traffic of the directed strategy's other half: what is not an expert.
///
/// Each die gathers its own stage's tensors over its tensor ranks, then gets every other stage's
/// whole tensors from the die that stands in its place there, and cuts its slice itself.
struct DenseExchange {
  private(set) var traffic: Traffic
  /// Collectives that every die takes part in.
  private(set) var collectives = 0
  /// The largest tensor that lies whole beside the weights.
  private(set) var largest: Int64 = 0

  init(_ plan: TransferPlan, _ neighbourhood: Neighbourhood) {
    traffic = Traffic(dies: plan.traffic.dies)
    var gathered = [Int](repeating: 0, count: plan.source.stages.count)
    var exchanged = gathered
    for bundle in plan.bundles where !bundle.division.isOfExperts {
      let total = bundle.totalBytes
      largest = max(largest, bundle.largestTensor(plan.catalogue, plan.source, plan.target))
      for stage in bundle.sourceStages {
        exchanged[stage] += bundle.tensors.count
        guard plan.source.tensor > 1, bundle.division != .whole else { continue }
        gathered[stage] += bundle.tensors.count
        gather(total, stage: stage, plan.source, neighbourhood)
      }
      exchange(total, bundle, plan, neighbourhood)
    }
    let crosses = plan.source.stages.count > 1 || plan.source.dies != plan.target.dies
    collectives = (gathered.max() ?? 0) + (crosses ? exchanged.max() ?? 0 : 0)
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
        }
      }
    }
  }

  private mutating func exchange(
    _ total: Int64, _ bundle: Bundle, _ plan: TransferPlan, _ neighbourhood: Neighbourhood
  ) {
    let (source, target) = (plan.source, plan.target)
    let rankOf = source.rankOfDie(count: traffic.dies)
    var served = 0
    for replica in 0..<target.replicas {
      for stage in bundle.targetStages {
        for inside in 0..<target.ranksPerStage {
          let die = target.dies[target.rank(inside: inside, stage: stage, replica: replica)]
          // On dies of its own, rollout takes from the trainers in turn.
          let own = rankOf[die] >= 0 ? rankOf[die] : served
          served += 1
          if rankOf[die] >= 0,
            bundle.sourceStages.contains(own / source.ranksPerStage % source.stages.count)
          {
            continue
          }
          let from = source.dies[
            source.rank(
              inside: own % source.ranksPerStage, stage: bundle.sourceStages[0],
              replica: own / (source.ranksPerStage * source.stages.count) % source.replicas)]
          traffic.add(total, from: from, to: die, tier: neighbourhood.tier(from, die))
        }
      }
    }
  }
}
