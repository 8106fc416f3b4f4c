import CostModel
import Quantities
import Specification

/// Reckons what each strategy moves, launches, keeps in memory and takes.
struct Reckoning {
  /// What a strategy comes to.
  struct Outcome {
    var traffic: Traffic
    var heat: HeatMatrix
    var slowest: Flow?
    var launches: Int
    var extra: Int64
    var terms: [CostTerm]
  }

  let plan: TransferPlan
  let cluster: Cluster
  let neighbourhood: Neighbourhood
  let transport: Transport
  let bucket: Int64

  /// Every slice straight from one holder to one needer, a bucket of messages under way at a time.
  func pointToPoint() -> Outcome {
    let traffic = plan.traffic
    let message = plan.largestMessage(in: bucket, neighbourhood)
    let counts = TransferCounts(plan, neighbourhood, message: message)
    let (seconds, busiest) = traffic.linkSeconds(neighbourhood)
    let each = transport.dispatch.value + transport.message.value
    var heat = HeatMatrix(groupsOf: plan, diesPerServer: cluster.diesPerServer)
    for move in plan.moves where move.from != move.to {
      heat.add(
        plan.bundles[Int(move.bundle)].bytes(move.parts), from: Int(move.from), to: Int(move.to))
    }
    return Outcome(
      traffic: traffic, heat: heat, slowest: counts.slowest, launches: counts.messages,
      extra: min(message, counts.heaviest) * Int64(traffic.lanes(neighbourhood)),
      terms: [
        term("launches", Double(counts.messages) * each, transport.dispatch.source),
        packing(counts.slices, bytes: traffic.mostReceived),
        term("links of die \(busiest)", seconds, linkSource),
      ])
  }

  /// Experts by all-to-all, everything else gathered, exchanged whole and cut.
  func directed() -> Outcome {
    let dense = DenseExchange(
      plan, neighbourhood,
      heat: HeatMatrix(groupsOf: plan, diesPerServer: cluster.diesPerServer))
    let buffers = BufferSizes(plan)
    var (traffic, heat) = (dense.traffic, dense.heat)
    var slices: Int64 = 0
    var tensors = [Int](repeating: 0, count: plan.source.stages.count)
    for (index, bundle) in plan.bundles.enumerated() where bundle.division.isOfExperts {
      for stage in bundle.sourceStages { tensors[stage] += bundle.tensors.count }
      slices = max(slices, largestSlice(index, buffers))
    }
    for move in plan.moves where move.from != move.to {
      let bundle = plan.bundles[Int(move.bundle)]
      guard bundle.division.isOfExperts else { continue }
      let (from, to) = (Int(move.from), Int(move.to))
      let bytes = bundle.bytes(move.parts)
      traffic.add(bytes, from: from, to: to, tier: neighbourhood.tier(from, to))
      heat.add(bytes, from: from, to: to)
    }
    let counts = TransferCounts(plan, neighbourhood, message: bucket, beside: dense) {
      $0.division.isOfExperts
    }
    let launches = dense.collectives + (tensors.max() ?? 0)
    let travel = moving(
      traffic.mostReceived, traffic.linkSeconds(neighbourhood), at: transport.tensorRate)
    return Outcome(
      traffic: traffic, heat: heat, slowest: counts.slowest, launches: launches,
      extra: max(dense.largest, slices),
      terms: [
        term(
          "collectives", Double(launches) * transport.agreement.value, transport.agreement.source)
      ] + loaded(after: travel, at: transport.tensorRate))
  }

  /// Every tensor whole on every die.
  func gather() -> Outcome {
    let buffers = BufferSizes(plan)
    var traffic = Traffic(dies: plan.traffic.dies)
    var heat = HeatMatrix(groupsOf: plan, diesPerServer: cluster.diesPerServer)
    var slowest: Flow?
    let (stages, sources) = (plan.target.stages.count, plan.source.stages.count)
    let whole = wholeBytes()
    let ranks = plan.source.rankOfDie(count: plan.traffic.dies)
    // Each die passes on what it gets, as in a ring.
    for (rank, die) in plan.target.dies.enumerated() {
      let stage = rank / plan.target.ranksPerStage % stages
      let kept = plan.traffic.kept(by: die)
      let own = ranks[die] < 0 ? -1 : ranks[die] / plan.source.ranksPerStage % sources
      var bytes: Int64 = 0
      for source in 0..<sources {
        let all = whole[((own + 1) * stages + stage) * sources + source]
        let part = all - (source == own ? kept : 0)
        bytes += part
        spread(part, of: source, to: die, in: &heat)
      }
      let next = plan.target.dies[(rank + 1) % plan.target.dies.count]
      // Into a pool of its own the first of the ring takes it from the trainers.
      let before = rank == 0 && ranks[die] < 0 ? plan.source.dies.last ?? next : next
      traffic.add(bytes, from: die, to: die, tier: max(1, neighbourhood.tier(die, before)))
      let flow = Flow(from: die, to: next, bytes: bytes, neighbourhood)
      if flow.seconds > slowest?.seconds ?? .zero { slowest = flow }
    }
    let names = plan.catalogue.tensors.reduce(0) { $0 + $1.copies }
    let most = traffic.mostReceived
    return Outcome(
      traffic: traffic, heat: heat, slowest: slowest, launches: names,
      extra: plan.bundles.indices.lazy.map { buffers.largest(ofBundle: $0) }.max() ?? 0,
      terms: loaded(
        after: moving(
          most, transport.sharesPorts ? shared(most) : traffic.linkSeconds(neighbourhood),
          at: transport.gatherRate), at: transport.gatherRate))
  }

  /// What the engine that has most to load takes for it, and what of the way does not hide behind that.
  private func loaded(after travel: CostTerm, at rate: Transport.Figure?) -> [CostTerm] {
    // Loading is in a framework's rate.
    guard rate == nil else { return [travel] }
    let seconds = loading
    let bare = travel.seconds.value - (transport.overlapsLoading ? seconds : 0)
    return [term("loading by name", seconds, transport.loading.source)]
      + (bare > 0 ? [term(travel.name, bare, travel.source)] : [])
  }

  /// Seconds in which an engine's rank finds, cuts and copies what it holds, tensor by tensor.
  private var loading: Double {
    let target = plan.target
    var byStage = [Double](repeating: 0, count: target.stages.count)
    for bundle in plan.bundles {
      var each = transport.dispatch.value
      if case .experts(let count, let width) = bundle.division {
        let held =
          (0..<target.ranksPerStage).lazy.map { inside in
            target.slices(of: bundle.division, inside: inside, scale: bundle.scale)
              .reduce(0) { $0 + $1.count }
          }.max() ?? 0
        let copies = target.cutsExperts ? count : held / max(1, width * bundle.scale)
        each = Double(copies) * transport.loading.value
      }
      for stage in bundle.targetStages { byStage[stage] += Double(bundle.tensors.count) * each }
    }
    return byStage.max() ?? 0
  }

  /// Bytes by source stage that a die of no stage (-1) or another needs whole, for each target stage.
  ///
  /// What lies in two stages comes from the die's own, if it is one of them.
  private func wholeBytes() -> [Int64] {
    let (stages, sources) = (plan.target.stages.count, plan.source.stages.count)
    var whole = [Int64](repeating: 0, count: (sources + 1) * stages * sources)
    for bundle in plan.bundles {
      for stage in bundle.targetStages {
        for own in -1..<sources {
          let from = bundle.sourceStages.contains(own) ? own : bundle.sourceStages[0]
          whole[((own + 1) * stages + stage) * sources + from] += bundle.totalBytes
        }
      }
    }
    return whole
  }

  /// Counts what comes from all dies of a stage alike: from its row, or where rows are servers, from all.
  private func spread(_ bytes: Int64, of stage: Int, to die: Int, in heat: inout HeatMatrix) {
    guard plan.source.stages.count == 1 else {
      heat.add(bytes, fromGroup: stage, to: die)
      return
    }
    let rows = Int64(heat.sources.count)
    for row in 0..<rows {
      heat.add(bytes * (row + 1) / rows - bytes * row / rows, fromGroup: Int(row), to: die)
    }
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
    return [
      term("memory given back", Double(plan.heldOnWire.max() ?? 0) / rate.value, rate.source)
    ]
  }

  /// What bringing the weights to host memory takes, from where they are handed on.
  func staging() -> [CostTerm] {
    guard transport.stagesInHosts else { return [] }
    let held = TransferPlan.heldBytes(plan.source, plan.catalogue, dies: plan.traffic.dies)
    return [
      term(
        "weights to hosts",
        Double(held.max() ?? 0) / cluster.host.effectiveBandwidth.bytesPerSecond,
        cluster.host.source)
    ]
  }

  private func term(_ name: String, _ seconds: Double, _ source: Source) -> CostTerm {
    CostTerm(name: name, seconds: Seconds(seconds), source: source)
  }

  private var linkSource: Source {
    (cluster.interServer ?? cluster.scaleOut).source
  }

  /// Slices are copied together at one end and apart at the other; each byte is read and written.
  private func packing(_ slices: Int, bytes: Int64) -> CostTerm {
    let rate =
      cluster.chip.memoryBandwidth.bytesPerSecond * transport.copyEfficiency.value
    let copying = Double(4 * bytes) / rate
    return term(
      "packing and conversion", Double(slices) * transport.dispatch.value + copying,
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

  /// The largest slice of one buffer of a bundle that one die gets.
  private func largestSlice(_ index: Int, _ buffers: BufferSizes) -> Int64 {
    let bundle = plan.bundles[index]
    let most =
      (0..<plan.target.ranksPerStage).lazy.map { inside in
        plan.target.slices(of: bundle.division, inside: inside, scale: bundle.scale)
          .reduce(0) { $0 + $1.count }
      }.max() ?? 0
    let all = Int64(bundle.division.units * bundle.scale)
    return buffers.largest(ofBundle: index) / all * Int64(most)
  }
}
