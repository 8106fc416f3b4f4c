import CostModel
import Quantities
import Resharding
import Specification
import Telemetry

/// How weights and optimizer state get from one phase to the next.
extension TrainingPlan {
  /// The legs with those that bring the weights back planned anew, if none of them has begun.
  func replanned(_ legs: [Leg], running index: Int) -> [Leg] {
    guard let first = legs.firstIndex(where: \.leadsBack), first > index else { return legs }
    let last = legs.lastIndex(where: \.leadsBack) ?? first
    return legs[..<first] + backToRollout() + legs[(last + 1)...]
  }

  /// The part in which the rollout engine's memory is given back.
  private static let freeing = "free engine"

  /// Whether host copies run beside whatever else goes on.
  private var overlapsHost: Bool { scenario.policy.reshardOverlap != .none }

  /// The legs of loading a role's state on those of its dies that rolled out; none where none did.
  func takingOver(
    _ title: String, _ loads: [(name: String, bytes: Bytes)], on pool: Range<Int>,
    as memory: Leg.Memory, freeing engine: Bytes
  ) -> [Leg] {
    let shared = pool.clamped(to: pools.rollout)
    guard offloads, !shared.isEmpty else { return [] }
    return loading(title, loads, on: shared, as: memory, freeing: engine)
  }

  /// The legs of loading a role's state from the hosts.
  ///
  /// Where host copies overlap, no one waits for the optimizer's state but the optimizer.
  func loading(
    _ title: String, _ loads: [(name: String, bytes: Bytes)], on shared: Range<Int>,
    as memory: Leg.Memory, freeing engine: Bytes = .zero
  ) -> [Leg] {
    var start = SimDuration(costs.release(engine))
    var parts = [
      ReshardStatus.Part(name: Self.freeing, duration: start, bytesPerDie: engine)
    ].filter { $0.duration > .zero }
    for load in loads {
      parts.append(
        ReshardStatus.Part(
          name: load.name, start: start, duration: SimDuration(costs.onload(load.bytes)),
          bytesPerDie: load.bytes))
      start = start + SimDuration(costs.onload(load.bytes))
    }
    let status = ReshardStatus(
      title: title, parts: parts, fabricBytes: .zero, dies: shared)
    let awaited = overlapsHost ? parts.filter { $0.name != "load optimizer" } : parts
    return legs(of: status, cutAt: awaited.map(\.end), on: shared, memory: memory)
  }

  /// How much longer the update takes because its optimizer's state is still on its way.
  func stillLoading(beside update: PassCost) -> SimDuration {
    guard sharesDies, offloads, overlapsHost else { return .zero }
    let closing = update.terms.filter { $0.name == "optimizer" }
      .reduce(Seconds.zero) { $0 + $1.seconds }
    return SimDuration(max(.zero, costs.onload(optimizer) - (update.total - closing)))
  }

  /// The legs of bringing new weights to rollout.
  func backToRollout() -> [Leg] {
    let title = leavesWeights ? "train → hosts" : "train → rollout"
    let pools = self.pools
    let parts = sharesDies && offloads ? partsOnSharedDies() : [moving(from: .zero)]
    let both = Pools.union([pools.update, pools.rollout])
    let first = both.first?.lowerBound ?? 0
    let status = ReshardStatus(
      title: title, parts: parts, fabricBytes: reshard.fabricBytes,
      dies: first..<(both.last?.upperBound ?? first), traffic: traffic)
    var cuts = parts.flatMap { $0.movesWeights ? [$0.start, $0.end] : [] } + [status.duration]
    if let first = reshard.layers.first, !leavesWeights { cuts.insert(SimDuration(first), at: 1) }
    var legs = legs(
      of: status, cutAt: cuts,
      on: pools.update.clamped(to: pools.rollout),
      memory: takesFromRollout ? .rollout : .unchanged)
    for index in legs.indices {
      legs[index].leadsBack = true
      if leavesWeights { legs[index].dies = [pools.update] }
    }
    if !sharesDies, legs.count > 1 {
      legs[legs.count - 1].dies = [pools.update]
      let begun = legs[legs.count - 1].reshard?.elapsed ?? .zero
      legs[legs.count - 1].arrivals = reshard.layers.map { max(.zero, SimDuration($0) - begun) }
    }
    return legs
  }

  private func moving(from start: SimDuration) -> ReshardStatus.Part {
    ReshardStatus.Part(
      name: "reshard weights", start: start, duration: SimDuration(reshard.duration),
      bytesPerDie: reshard.mostBytesPerDie, movesWeights: true)
  }

  /// Training's state goes to the host, its weights to rollout.
  ///
  /// Where host copies overlap, weights begin to move as soon as enough of the optimizer's state has left
  /// for both copies of the weights to have room; the host's link and the fabric's are different ports.
  private func partsOnSharedDies() -> [ReshardStatus.Part] {
    let unload = ReshardStatus.Part(
      name: "unload optimizer", duration: SimDuration(costs.offload(optimizer)),
      bytesPerDie: optimizer)
    let room = max(.zero, costs.reshardRoom - reshard.extraMemory)
    let first = max(.zero, optimizer - room)
    let move = moving(from: overlapsHost ? SimDuration(costs.offload(first)) : unload.end)
    let last = ReshardStatus.Part(
      name: "unload weights", start: overlapsHost ? unload.end : move.end,
      duration: SimDuration(costs.offload(weights)), bytesPerDie: weights)
    return [unload, move, last]
  }

  /// Cuts a switch into legs at times from its beginning; those that take no time are left out, unless
  /// it is all of them.
  private func legs(
    of status: ReshardStatus, cutAt cuts: [SimDuration], on shared: Range<Int>,
    memory: Leg.Memory
  ) -> [Leg] {
    var legs: [Leg] = []
    var start = SimDuration.zero
    for end in cuts where end > start || (legs.isEmpty && end == cuts.last) {
      let moving = status.parts.first { $0.movesWeights && $0.start < end && start < $0.end }
      var leg = Leg(
        role: .reshard, activity: moving == nil ? .offload : .reshard,
        dies: moving == nil ? [shared] : Pools.union([pools.update, pools.rollout]),
        duration: end - start)
      leg.reshard = status
      leg.reshard?.elapsed = start
      leg.terms = terms(of: status, from: start, to: end, moving: moving)
      if let moving, moving.duration > .zero {
        leg.linkBytesPerSecond = Double(moving.bytesPerDie.count) / moving.duration.seconds
      }
      legs.append(leg)
      start = end
    }
    if !legs.isEmpty { legs[legs.count - 1].memory = memory }
    return legs
  }

  /// What a stretch of a switch is made of: the weights that move in it, or else the host's copies.
  private func terms(
    of status: ReshardStatus, from start: SimDuration, to end: SimDuration,
    moving: ReshardStatus.Part?
  ) -> [CostTerm] {
    let parts = moving.map { [$0] } ?? status.parts.filter { !$0.movesWeights }
    return parts.flatMap { part -> [CostTerm] in
      let shared = min(end, part.end) - max(start, part.start)
      guard shared > .zero, part.duration > .zero else { return [] }
      let share = shared.seconds / part.duration.seconds
      let terms =
        part.movesWeights
        ? reshard.terms
        : part.name == Self.freeing
          ? costs.releaseTerms(part.name, part.bytesPerDie)
          : costs.hostTerms(part.name, part.bytesPerDie)
      return terms.map {
        CostTerm(name: $0.name, seconds: $0.seconds * share, source: $0.source)
      }
    }
  }

  /// Who sends how much to whom, for those who watch.
  var traffic: ReshardTraffic? {
    guard reshard.problem == nil else { return nil }
    return ReshardTraffic(
      layouts: reshard.title, strategy: reshard.strategy,
      duration: SimDuration(reshard.duration), bound: SimDuration(reshard.bound.seconds),
      fabricBytes: reshard.fabricBytes, neededBytes: reshard.bound.bytes,
      extraMemory: reshard.extraMemory, sources: reshard.heat.sources,
      targets: reshard.heat.targets, bytes: reshard.heat.bytes,
      links: reshard.links.map { link in
        ReshardTraffic.Link(
          name: link.tier.name, bytes: link.bytes, dies: link.dies,
          busiest: SimDuration(link.busiest))
      },
      slowest: reshard.slowest.map { flow in
        ReshardTraffic.Transfer(
          from: flow.from, to: flow.to, bytes: flow.bytes, link: flow.tier.name)
      })
  }
}
