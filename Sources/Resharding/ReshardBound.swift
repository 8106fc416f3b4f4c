import Quantities
import Specification

/// What no plan can go below that takes each byte from a die which has held it from the start.
///
/// Bytes hold for every plan; dies that pass on what they got, as in a broadcast, can be faster than the
/// links of a few first holders.
public struct ReshardBound: Hashable, Sendable {
  /// Bytes that must enter the die that lacks most of what it needs.
  public let mostBytesPerDie: Bytes
  /// Bytes that must enter dies, over all of them.
  public let bytes: Bytes
  /// Least time on the links where every byte is sent by a die that held it from the start.
  public let seconds: Seconds

  init() {
    mostBytesPerDie = .zero
    bytes = .zero
    seconds = .zero
  }

  /// Reckons the bound from the layouts alone: what each die needs less what it holds.
  public init(_ plan: TransferPlan, on cluster: Cluster) {
    let neighbourhood = Neighbourhood(cluster)
    let missing = Self.missingBytes(plan)
    mostBytesPerDie = Bytes(missing.max() ?? 0)
    bytes = Bytes(missing.reduce(0, +))
    seconds = Seconds(
      max(
        Self.wayIn(plan.traffic, neighbourhood),
        Self.wayOut(plan, neighbourhood)))
  }

  /// For each die, the bytes it needs and does not hold.
  static func missingBytes(_ plan: TransferPlan) -> [Int64] {
    var missing = [Int64](repeating: 0, count: plan.traffic.dies)
    let source = plan.source
    let rankOf = source.rankOfDie(count: plan.traffic.dies)
    let target = plan.target
    for bundle in plan.bundles {
      let held = (0..<source.ranksPerStage).map {
        source.slices(of: bundle.division, inside: $0, scale: bundle.scale)
      }
      for inside in 0..<target.ranksPerStage {
        let needed = target.slices(of: bundle.division, inside: inside, scale: bundle.scale)
        let all = needed.reduce(0) { $0 + $1.count }
        for replica in 0..<target.replicas {
          for stage in bundle.targetStages {
            let die = target.dies[target.rank(inside: inside, stage: stage, replica: replica)]
            var parts = all
            let rank = rankOf[die]
            if rank >= 0,
              bundle.sourceStages.contains(rank / source.ranksPerStage % source.stages.count)
            {
              parts -= overlap(needed, held[rank % source.ranksPerStage])
            }
            missing[die] += Int64(parts) * bundle.partBytes
          }
        }
      }
    }
    return missing
  }

  /// Parts that two sorted lists of ranges share.
  static func overlap(_ a: [Range<Int>], _ b: [Range<Int>]) -> Int {
    var (i, j, shared) = (0, 0, 0)
    while i < a.count, j < b.count {
      shared += max(
        0, min(a[i].upperBound, b[j].upperBound) - max(a[i].lowerBound, b[j].lowerBound))
      if a[i].upperBound < b[j].upperBound { i += 1 } else { j += 1 }
    }
    return shared
  }

  /// The fullest way into a die: what no die nearer than a tier holds must come over that tier's ports
  /// or wider ones.
  private static func wayIn(_ traffic: Traffic, _ neighbourhood: Neighbourhood) -> Double {
    var slowest = 0.0
    for tier in 1..<5 {
      let rate = openRate(neighbourhood, from: tier)
      for die in 0..<traffic.dies {
        let bytes = (tier..<5).reduce(0) { $0 + traffic.received[5 * die + $1] }
        slowest = max(slowest, bytes == 0 ? 0 : Double(bytes) / rate)
      }
    }
    return slowest
  }

  /// The way out of the dies of a stage, were the load on them even: what no die nearer than a tier
  /// holds must leave them over that tier's ports or wider ones.
  private static func wayOut(_ plan: TransferPlan, _ neighbourhood: Neighbourhood) -> Double {
    let source = plan.source
    let ranks = source.rankOfDie(count: plan.traffic.dies)
    var bytes = [Int64](repeating: 0, count: 5 * source.stages.count)
    for move in plan.moves where move.from != move.to {
      let stage = ranks[Int(move.from)] / source.ranksPerStage % source.stages.count
      bytes[5 * stage + neighbourhood.tier(Int(move.from), Int(move.to))] +=
        plan.bundles[Int(move.bundle)].bytes(move.parts)
    }
    let dies = Double(source.ranksPerStage * source.replicas)
    var slowest = 0.0
    for tier in 1..<5 {
      let rate = openRate(neighbourhood, from: tier)
      for stage in source.stages.indices {
        let out = (tier..<5).reduce(0) { $0 + bytes[5 * stage + $1] }
        slowest = max(slowest, out == 0 ? 0 : Double(out) / dies / rate)
      }
    }
    return slowest
  }

  /// Bytes a second through all ports of a die that serve a tier or wider ones.
  private static func openRate(_ neighbourhood: Neighbourhood, from first: Int) -> Double {
    var best = [0.0, 0.0, 0.0]
    for tier in first..<5 where neighbourhood.sizes[tier] > neighbourhood.sizes[tier - 1] {
      let port = neighbourhood.ports[tier]
      best[port] = max(best[port], 1 / neighbourhood.secondsPerByte[tier])
    }
    return best.reduce(0, +)
  }
}
