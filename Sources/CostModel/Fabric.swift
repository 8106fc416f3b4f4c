import Quantities
import Specification

/// Ranks that exchange with each other: so many, so many dies apart.
struct RankGroup: Hashable {
  var count: Int
  var stride: Int

  /// Dies from the first to the last.
  var span: Int { (count - 1) * stride + 1 }
}

/// How long transfers and collectives take between dies of a cluster.
struct Fabric: Sendable {
  /// A part of the cluster whose dies are joined by one link.
  struct Tier: Sendable {
    /// Dies in the part.
    let dies: Int
    /// Bytes a second that one die sends.
    let rate: Double
    let latency: Double
    /// Neighbours that the rate is divided over, each with a link of its own; 1 where any may have it all.
    var links = 1.0

    /// Bytes a second that one die sends to `others`, all in the part.
    func rate(to others: Double) -> Double { rate * min(1, max(1, others) / links) }
  }

  /// From the innermost out.
  let tiers: [Tier]
  /// Seconds that a collective takes beyond its transfer.
  let launch: Double
  /// Dies in a server.
  let server: Int

  init(_ cluster: Cluster) {
    var tiers: [Tier] = []
    func add(_ dies: Int, _ link: Link) {
      tiers.append(
        Tier(
          dies: dies, rate: link.effectiveBandwidth.bytesPerSecond, latency: link.latency.value))
    }
    if let link = cluster.dieToDie, cluster.chip.diesPerCard > 1 {
      add(cluster.chip.diesPerCard, link)
    }
    add(cluster.diesPerServer, cluster.intraServer)
    if cluster.isMesh, let last = tiers.indices.last {
      tiers[last].links = Double(max(1, cluster.cardsPerServer - 1))
    }
    if let link = cluster.interServer, cluster.serversPerSupernode > 1 {
      add(cluster.diesPerSupernode, link)
    }
    add(.max, cluster.scaleOut)
    self.tiers = tiers
    launch = Calibration.collectiveLaunch.value * Calibration.Family(cluster.chip).launches
    server = cluster.diesPerServer
  }

  /// Seconds to send bytes to a die so many dies away.
  func send(_ bytes: Double, distance: Int) -> Double {
    let tier = tiers.first { distance < $0.dies } ?? tiers[tiers.count - 1]
    return bytes / tier.rate(to: 1) + tier.latency
  }

  /// Seconds until every rank has all of `bytes`, of which each brought an equal share.
  ///
  /// Rings that use every link of an inner part on the way out: the crossing of a tier is shared by
  /// the group's ranks inside. A reduce-scatter takes as long.
  func allGather(_ bytes: Double, _ group: RankGroup) -> Double {
    guard group.count > 1, bytes > 0 else { return 0 }
    let ranks = Double(group.count)
    let moved = bytes * (ranks - 1) / ranks
    var slowest = 0.0
    var latency = 0.0
    var inside = 1.0
    for tier in tiers {
      let reach = members(group, within: tier.dies)
      if reach > inside {
        let rate = tier.rate(to: reach / inside - 1)
        slowest = max(slowest, moved / (rate * inside))
        latency += tier.latency * min(reach / inside - 1, 2 * log2(reach / inside))
      }
      inside = reach
      if inside >= ranks { break }
    }
    return slowest + latency + launch
  }

  /// Seconds until every rank has the sum of all ranks' `bytes`.
  ///
  /// Large ones go round the ring twice; small ones go straight from everyone to everyone.
  func allReduce(_ bytes: Double, _ group: RankGroup) -> Double {
    min(2 * allGather(bytes, group), allToAll(bytes * Double(group.count), group))
  }

  /// Seconds in which each rank sends `bytes` in equal shares to all, itself counted.
  func allToAll(_ bytes: Double, _ group: RankGroup) -> Double {
    guard group.count > 1, bytes > 0 else { return 0 }
    let ranks = Double(group.count)
    var seconds = launch
    var inside = 1.0
    for tier in tiers {
      let reach = members(group, within: tier.dies)
      if reach > inside {
        let rate = tier.rate(to: reach / inside - 1)
        seconds += bytes * (reach - inside) / ranks / rate + tier.latency
      }
      inside = reach
      if inside >= ranks { break }
    }
    return seconds
  }

  /// Ranks of a group that share a part of so many dies, as the first of them sees it.
  func members(_ group: RankGroup, within dies: Int) -> Double {
    guard dies < group.span else { return Double(group.count) }
    return Double(max(1, min(group.count, dies / group.stride)))
  }

  private func log2(_ x: Double) -> Double {
    ElementaryFunctions.log(x) / ElementaryFunctions.log(2)
  }
}
