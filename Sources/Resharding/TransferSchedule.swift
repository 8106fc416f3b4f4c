import Quantities
import Specification

/// The messages of a plan in rounds: in none of them does a port of a die send or receive twice.
///
/// Ports are full duplex, and a die's ports to its card's other die, into the supernode and out of it
/// work beside each other. No schedule has fewer rounds than its busiest port has messages; by colouring
/// the edges of a bipartite graph this one has no more (Kőnig, 1916).
public struct TransferSchedule: Hashable, Sendable {
  /// A message; all those that a die has under way in a round fit into a bucket.
  public struct Message: Hashable, Sendable {
    /// The die that sends.
    public let from: Int
    /// The die that receives.
    public let to: Int
    /// How much.
    public let bytes: Bytes
    /// How far.
    public let tier: Tier
    /// When.
    public let round: Int
  }

  /// All messages.
  public let messages: [Message]
  /// Rounds that the busiest kind of port takes.
  public let rounds: Int
  /// Seconds on the links where all dies end each round together.
  public let seconds: Seconds

  /// Schedules a plan so that what a die sends and receives in a round fits into a bucket.
  public init(_ plan: TransferPlan, on cluster: Cluster, bucket: Bytes) {
    precondition(bucket > .zero, "a bucket of \(bucket) holds nothing")
    let neighbourhood = Neighbourhood(cluster)
    let all = Self.cut(
      plan, message: plan.largestMessage(in: bucket.count, neighbourhood), neighbourhood)
    var messages: [Message] = []
    var rounds = 0
    var seconds = 0.0
    for port in 0..<3 {
      let own = all.filter { neighbourhood.ports[$0.tier] == port }
      guard !own.isEmpty else { continue }
      var colouring = EdgeColouring(
        nodes: plan.traffic.dies, edges: own.map { ($0.from, $0.to) })
      colouring.run()
      rounds = max(rounds, colouring.colours)
      var longest = [Double](repeating: 0, count: colouring.colours)
      for (index, message) in own.enumerated() {
        let round = colouring.colour(of: index)
        let time = Double(message.bytes) * neighbourhood.secondsPerByte[message.tier]
        longest[round] = max(longest[round], time)
        messages.append(
          Message(
            from: message.from, to: message.to, bytes: Bytes(message.bytes),
            tier: Tier(rawValue: message.tier) ?? .cluster, round: round))
      }
      seconds = max(seconds, longest.reduce(0, +))
    }
    self.messages = messages
    self.rounds = rounds
    self.seconds = Seconds(seconds)
  }

  private typealias Piece = (from: Int, to: Int, bytes: Int64, tier: Int)

  /// What each die sends to each other, cut into equal messages, the large ones first.
  ///
  /// Messages that are coloured one after the other often share a round, and a round lasts as long as
  /// its largest message.
  private static func cut(
    _ plan: TransferPlan, message: Int64, _ neighbourhood: Neighbourhood
  ) -> [Piece] {
    var pieces: [Piece] = []
    forEachPair(plan) { from, to, sum in
      let count = (sum + message - 1) / message
      let tier = neighbourhood.tier(from, to)
      for part in 0..<count {
        let bytes = sum * (part + 1) / count - sum * part / count
        pieces.append((from, to, bytes, tier))
      }
    }
    return pieces.enumerated().sorted {
      ($1.element.bytes, $0.offset) < ($0.element.bytes, $1.offset)
    }.map(\.element)
  }

  /// Visits each pair of dies with all that one sends to the other.
  private static func forEachPair(
    _ plan: TransferPlan, _ body: (_ from: Int, _ to: Int, _ bytes: Int64) -> Void
  ) {
    var sum = [Int64](repeating: 0, count: plan.traffic.dies)
    var touched: [Int] = []
    for (index, move) in plan.moves.enumerated() {
      let (from, to) = (Int(move.from), Int(move.to))
      if from != to {
        if sum[from] == 0 { touched.append(from) }
        sum[from] += plan.bundles[Int(move.bundle)].bytes(move.parts)
      }
      guard index + 1 == plan.moves.count || plan.moves[index + 1].to != move.to else { continue }
      for sender in touched {
        body(sender, to, sum[sender])
        sum[sender] = 0
      }
      touched.removeAll(keepingCapacity: true)
    }
  }

  /// How many messages and rounds a plan's schedule has, without making it.
  ///
  /// - Complexity: moves; a schedule takes messages times the rounds of a port.
  public static func size(
    _ plan: TransferPlan, on cluster: Cluster, bucket: Bytes
  ) -> (messages: Int, rounds: Int) {
    let neighbourhood = Neighbourhood(cluster)
    let message = plan.largestMessage(in: bucket.count, neighbourhood)
    var messages = 0
    var counts = [Int](repeating: 0, count: 6 * plan.traffic.dies)
    forEachPair(plan) { from, to, sum in
      let count = Int((sum + message - 1) / message)
      let port = neighbourhood.ports[neighbourhood.tier(from, to)]
      messages += count
      counts[6 * from + port] += count
      counts[6 * to + 3 + port] += count
    }
    return (messages, counts.max() ?? 0)
  }
}
