/// How far two dies are apart.
public enum Tier: Int, Hashable, Sendable, CaseIterable, Comparable {
  /// The same die: nothing travels.
  case die
  /// The other die of the card.
  case card
  /// Another card of the server.
  case server
  /// Another server of the supernode.
  case supernode
  /// Another supernode.
  case cluster

  /// Tells which of two is nearer.
  public static func < (lhs: Tier, rhs: Tier) -> Bool { lhs.rawValue < rhs.rawValue }

  /// Where links of the tier lie, as in "inside servers".
  public var name: String {
    switch self {
    case .die: "on the die"
    case .card: "inside cards"
    case .server: "inside servers"
    case .supernode: "between servers"
    case .cluster: "between supernodes"
    }
  }
}
