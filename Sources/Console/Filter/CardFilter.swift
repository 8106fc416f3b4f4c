import Quantities
import Specification
import Telemetry

/// A condition on cards, as `phase=update & hbm>90 | rack=7`.
struct CardFilter: Hashable, Sendable {
  /// The text.
  let text: String
  private let expression: FilterExpression

  /// Reads a filter.
  ///
  /// - Throws: what is wrong with it, at which column, and what would be right.
  init(_ text: String) throws(LineError) {
    var parser = FilterParser(text)
    expression = try parser.parse()
    self.text = text
  }

  /// Which cards match, by number.
  ///
  /// - Complexity: O(cards · tests)
  func matches(in state: ClusterState) -> [Bool] {
    let cluster = state.scenario.cluster
    return (0..<cluster.cards).map { card in
      let dies = cluster.chip.diesPerCard
      let facts = (card * dies..<card * dies + dies).compactMap { DieFacts($0, of: state) }
      return expression.holds(
        numbers: { field in
          Self.place(field, card, cluster).map { [Double($0)] }
            ?? facts.compactMap { Self.number(field, $0, state) }
        },
        words: { field in Self.words(field, card, facts, state) })
    }
  }

  /// Where a card is; `nil` for what is no place.
  private static func place(_ field: FilterField, _ card: Int, _ cluster: Cluster) -> Int? {
    let server = card / max(1, cluster.cardsPerServer)
    switch field {
    case .card: return card
    case .server: return server
    case .slot: return card % max(1, cluster.cardsPerServer)
    case .rack: return GridGeometry.rack(of: server, in: cluster) + 1
    case .supernode: return server / max(1, cluster.serversPerSupernode) + 1
    default: return nil
    }
  }

  private static func number(
    _ field: FilterField, _ fact: DieFacts, _ state: ClusterState
  ) -> Double? {
    switch field {
    case .die: return Double(fact.die)
    case .replica: return fact.place.map { Double($0.replica) }
    case .rank: return fact.place.map { Double($0.rank) }
    case .stage: return fact.training.map { Double($0.stage) }
    case .dp: return fact.training.map { Double($0.data) }
    case .tp: return fact.training.map { Double($0.tensor) }
    case .hbm:
      let capacity = Double(max(1, state.scenario.cluster.chip.memory.count))
      return 100 * Double(fact.memory.total.count) / capacity
    case .util: return 100 * fact.entry.utilisation
    case .batch: return fact.rank.map { Double($0.running) }
    case .kv: return fact.rank.map { Double($0.cacheTokens) }
    case .staleness: return fact.replica.map { Double(max(0, state.version - $0.version)) }
    case .power: return fact.load.cardWatts
    case .link: return fact.load.linkBytesPerSecond / 1e9
    case .phase, .state, .pool, .failed, .rack, .server, .slot, .card, .supernode: return nil
    }
  }

  private static func words(
    _ field: FilterField, _ card: Int, _ facts: [DieFacts], _ state: ClusterState
  ) -> [String] {
    switch field {
    case .phase: return facts.map { Phase($0.entry.activity).name }
    case .state: return facts.map { $0.entry.activity.name.replacing(" ", with: "-") }
    case .pool:
      return (facts.contains { $0.place != nil } ? ["rollout"] : [])
        + (facts.contains { $0.training != nil } ? ["training"] : [])
        + [PoolRole.reference, .reward].filter { role in
          facts.contains { state.scenario.pools[role].contains($0.die) }
        }.map(\.rawValue)
    case .failed: return [state.failures.contains { $0.card == card } ? "yes" : "no"]
    default: return []
    }
  }
}
