import Quantities

/// Bytes that each die sends and receives, by how far they travel.
public struct Traffic: Hashable, Sendable {
  /// Dies of the cluster.
  public let dies: Int
  /// Bytes that die `i` sends over tier `t`, at `5 i + t`; tier 0 is what stays on the die.
  private(set) var sent: [Int64]
  /// Bytes that die `i` receives over tier `t`, at `5 i + t`.
  private(set) var received: [Int64]

  init(dies: Int) {
    self.dies = dies
    sent = [Int64](repeating: 0, count: 5 * dies)
    received = sent
  }

  mutating func add(_ bytes: Int64, from: Int, to: Int, tier: Int) {
    sent[5 * from + tier] += bytes
    received[5 * to + tier] += bytes
  }

  /// Bytes that a die sends to others.
  public func sent(by die: Int) -> Int64 { (1..<5).reduce(0) { $0 + sent[5 * die + $1] } }
  /// Bytes that a die receives from others.
  public func received(by die: Int) -> Int64 { (1..<5).reduce(0) { $0 + received[5 * die + $1] } }
  /// Bytes that a die keeps: held in one layout and needed in the other.
  public func kept(by die: Int) -> Int64 { received[5 * die] }

  /// Bytes that the die receives that receives most.
  var mostReceived: Int64 { (0..<dies).lazy.map { received(by: $0) }.max() ?? 0 }

  /// Bytes that travel over a tier, over all dies.
  public func bytes(over tier: Tier) -> Int64 {
    stride(from: tier.rawValue, to: received.count, by: 5).reduce(0) { $0 + received[$1] }
  }

  /// Bytes that leave a die, over all dies.
  public var total: Int64 { Tier.allCases.dropFirst().reduce(0) { $0 + bytes(over: $1) } }

  /// How each kind of link is used, near ones first; those that nothing travels on are left out.
  func links(_ neighbourhood: Neighbourhood) -> [LinkUse] {
    Tier.allCases.dropFirst().compactMap { tier in
      var (used, most) = (0, Int64(0))
      for die in 0..<dies {
        let busier = max(sent[5 * die + tier.rawValue], received[5 * die + tier.rawValue])
        if busier > 0 { used += 1 }
        most = max(most, busier)
      }
      guard used > 0 else { return nil }
      return LinkUse(
        tier: tier, bytes: Bytes(bytes(over: tier)), dies: used,
        busiest: Seconds(Double(most) * neighbourhood.secondsPerByte[tier.rawValue]))
    }
  }

  /// Messages that a die has under way at a time at most: one a port that it uses, and direction.
  func lanes(_ neighbourhood: Neighbourhood) -> Int {
    var most = 0
    for die in 0..<dies {
      var isUsed = [Bool](repeating: false, count: 6)
      for tier in 1..<5 {
        if sent[5 * die + tier] > 0 { isUsed[neighbourhood.ports[tier]] = true }
        if received[5 * die + tier] > 0 { isUsed[3 + neighbourhood.ports[tier]] = true }
      }
      most = max(most, isUsed.reduce(0) { $0 + ($1 ? 1 : 0) })
    }
    return most
  }

  /// Seconds that the busiest port of the busiest die is at work; ports are full duplex.
  func linkSeconds(_ neighbourhood: Neighbourhood) -> (seconds: Double, die: Int) {
    var worst = (seconds: 0.0, die: 0)
    for die in 0..<dies {
      for bytes in [sent, received] {
        var ports = [0.0, 0.0, 0.0]
        for tier in 1..<5 {
          ports[neighbourhood.ports[tier]] +=
            Double(bytes[5 * die + tier]) * neighbourhood.secondsPerByte[tier]
        }
        let seconds = max(ports[0], ports[1], ports[2])
        if seconds > worst.seconds { worst = (seconds, die) }
      }
    }
    return worst
  }
}
