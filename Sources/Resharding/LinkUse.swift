import Quantities

/// What travels over links of one kind while weights change layout.
public struct LinkUse: Hashable, Sendable {
  /// Which links.
  public let tier: Tier
  /// Bytes over all of them.
  public let bytes: Bytes
  /// Dies that send or receive on them.
  public let dies: Int
  /// How long the busiest die's link is at work, at its effective rate.
  public let busiest: Seconds
}
