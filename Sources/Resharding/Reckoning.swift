import CostModel
import Quantities
import Specification

/// Reckons what each strategy moves, launches, keeps in memory and takes.
struct Reckoning {
  /// What a strategy comes to.
  struct Outcome {
    var fabric: Int64
    var most: Int64
    var launches: Int
    var extra: Int64
    var terms: [CostTerm]
  }

  let plan: TransferPlan
  let cluster: Cluster
  let neighbourhood: Neighbourhood
  let transport: Transport
  let bucket: Int64
  let counts: TransferCounts

  init(
    plan: TransferPlan, cluster: Cluster, neighbourhood: Neighbourhood, transport: Transport,
    bucket: Int64
  ) {
    self.plan = plan
    self.cluster = cluster
    self.neighbourhood = neighbourhood
    self.transport = transport
    self.bucket = bucket
    counts = TransferCounts(plan, bucket: bucket)
  }

  /// Every slice straight from one holder to one needer, in messages of a bucket.
  func pointToPoint() -> Outcome {
    let traffic = plan.traffic
    let (seconds, busiest) = traffic.linkSeconds(neighbourhood)
    let each = transport.dispatch.value + transport.message.value
    return Outcome(
      fabric: traffic.total, most: mostReceived(traffic), launches: counts.messages,
      extra: min(bucket, counts.heaviest.bytes),
      terms: [
        term("launches", Double(counts.messages) * each, transport.dispatch.source),
        packing(bytes: mostReceived(traffic)),
        term("links of die \(busiest)", seconds, linkSource),
      ])
  }

  /// Experts by all-to-all, everything else gathered, exchanged whole and cut.
  func directed() -> Outcome {
    let dense = DenseExchange(plan, neighbourhood)
    var traffic = dense.traffic
    var slices: Int64 = 0
    var tensors = [Int](repeating: 0, count: plan.source.stages.count)
    for (index, bundle) in plan.bundles.enumerated() where bundle.division.isOfExperts {
      for stage in bundle.sourceStages { tensors[stage] += bundle.tensors.count }
      slices = max(slices, largestSlice(index))
    }
    for move in plan.moves where plan.bundles[Int(move.bundle)].division.isOfExperts {
      let (from, to) = (Int(move.from), Int(move.to))
      traffic.add(
        plan.bundles[Int(move.bundle)].bytes(move.parts), from: from, to: to,
        tier: neighbourhood.tier(from, to))
    }
    let launches = dense.collectives + (tensors.max() ?? 0)
    let most = mostReceived(traffic)
    let links = traffic.linkSeconds(neighbourhood)
    return Outcome(
      fabric: traffic.total, most: most, launches: launches, extra: max(dense.largest, slices),
      terms: [
        term(
          "collectives", Double(launches) * transport.agreement.value, transport.agreement.source),
        moving(most, links, at: transport.tensorRate),
      ])
  }

  /// Every tensor whole on every die.
  func gather() -> Outcome {
    var most: Int64 = 0
    var fabric: Int64 = 0
    var largest: Int64 = 0
    var traffic = Traffic(dies: plan.traffic.dies)
    var whole = [Int64](repeating: 0, count: plan.target.stages.count)
    for bundle in plan.bundles {
      for stage in bundle.targetStages { whole[stage] += bundle.totalBytes }
      largest = max(largest, bundle.largestTensor(plan.catalogue, plan.source, plan.target))
    }
    // Each die passes on what it gets, as in a ring.
    for (rank, die) in plan.target.dies.enumerated() {
      let stage = rank / plan.target.ranksPerStage % plan.target.stages.count
      let bytes = whole[stage] - plan.traffic.kept(by: die)
      let next = plan.target.dies[(rank + 1) % plan.target.dies.count]
      let tier = max(1, neighbourhood.tier(die, next))
      traffic.add(bytes, from: die, to: die, tier: tier)
      most = max(most, bytes)
      fabric += bytes
    }
    let names = plan.catalogue.tensors.reduce(0) { $0 + $1.copies }
    // A slice of each parameter is copied; cutting it is a view.
    let loading = Double(names) * transport.dispatch.value
    return Outcome(
      fabric: fabric, most: most, launches: names, extra: largest,
      terms: [
        term("loading by name", loading, transport.dispatch.source),
        moving(
          most, transport.sharesPorts ? shared(most) : traffic.linkSeconds(neighbourhood),
          at: transport.gatherRate),
      ])
  }

  /// Seconds until bytes that enter each server once are on all of its dies.
  private func shared(_ bytes: Int64) -> (seconds: Double, die: Int) {
    let each = Double(bytes)
    let outside = neighbourhood.secondsPerByte[4] / Double(cluster.diesPerServer)
    return (each * max(outside, neighbourhood.secondsPerByte[2]), plan.target.dies[0])
  }

  /// What giving the trainer's memory back takes, where rollout needs it.
  func release() -> [CostTerm] {
    guard let rate = transport.releaseRate else { return [] }
    let inside = 0..<plan.source.ranksPerStage
    var held = [Int64](repeating: 0, count: plan.source.stages.count * inside.count)
    for bundle in plan.bundles {
      for rank in inside {
        let parts = plan.source.slices(of: bundle.division, inside: rank, scale: bundle.scale)
          .reduce(0) { $0 + $1.count }
        for stage in bundle.sourceStages {
          held[stage * inside.count + rank] += Int64(parts) * bundle.partBytes
        }
      }
    }
    return [
      term("memory given back", Double(held.max() ?? 0) / rate.value, rate.source)
    ]
  }

  private func mostReceived(_ traffic: Traffic) -> Int64 {
    (0..<traffic.dies).lazy.map { traffic.received(by: $0) }.max() ?? 0
  }

  private func term(_ name: String, _ seconds: Double, _ source: Source) -> CostTerm {
    CostTerm(name: name, seconds: Seconds(seconds), source: source)
  }

  private var linkSource: Source {
    (cluster.interServer ?? cluster.scaleOut).source
  }

  /// Slices are copied together at one end and apart at the other; each byte is read and written.
  private func packing(bytes: Int64) -> CostTerm {
    let rate =
      cluster.chip.memoryBandwidth.bytesPerSecond * transport.copyEfficiency.value
    let copying = Double(4 * bytes) / rate
    return term(
      "packing and conversion", Double(counts.slices) * transport.dispatch.value + copying,
      transport.dispatch.source)
  }

  /// The slower of the links and the software.
  private func moving(
    _ bytes: Int64, _ links: (seconds: Double, die: Int), at rate: Transport.Figure?
  ) -> CostTerm {
    if let rate, Double(bytes) / rate.value > links.seconds {
      return term("transfer", Double(bytes) / rate.value, rate.source)
    }
    return term("links of die \(links.die)", links.seconds, linkSource)
  }

  /// The largest slice of one tensor of a bundle that one die gets.
  private func largestSlice(_ index: Int) -> Int64 {
    let bundle = plan.bundles[index]
    let tensors = Int64(bundle.tensors.count)
    return (0..<plan.target.ranksPerStage).lazy.map { inside in
      plan.target.slices(of: bundle.division, inside: inside, scale: bundle.scale)
        .reduce(0) { $0 + bundle.bytes($1) } / tensors
    }.max() ?? 0
  }
}
