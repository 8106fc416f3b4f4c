import Quantities
import Specification

/// Which dies are near each other, and how fast bytes get from one to another.
struct Neighbourhood: Sendable {
  /// Dies of a card, server, supernode and the cluster.
  let sizes: [Int]
  /// Seconds a byte on the links of each tier.
  let secondsPerByte: [Double]
  /// Which port of a die each tier uses: 0 card, 1 inside the supernode, 2 out of it.
  let ports: [Int]

  init(_ cluster: Cluster) {
    sizes = [
      1, cluster.chip.diesPerCard, cluster.diesPerServer, cluster.diesPerSupernode, cluster.dies,
    ]
    let server = cluster.intraServer
    let links = [
      nil, cluster.dieToDie ?? server, server, cluster.interServer ?? cluster.scaleOut,
      cluster.scaleOut,
    ]
    secondsPerByte = links.map { link in
      link.map { 1 / $0.effectiveBandwidth.bytesPerSecond } ?? 0
    }
    // Inside a supernode all traffic leaves through the same ports of a die.
    ports = [0, 0, 1, cluster.interServer == nil ? 2 : 1, 2]
  }

  /// How far apart two dies are.
  func tier(_ a: Int, _ b: Int) -> Int {
    if a == b { return 0 }
    var tier = 1
    while tier < 4, a / sizes[tier] != b / sizes[tier] { tier += 1 }
    return tier
  }
}
