import Quantities

/// What one die sends to another while weights change layout.
public struct Flow: Hashable, Sendable {
  /// The die that sends.
  public let from: Int
  /// The die that receives.
  public let to: Int
  /// How much.
  public let bytes: Bytes
  /// How far.
  public let tier: Tier
  /// How long it takes on a link that carries nothing else.
  public let seconds: Seconds

  init(from: Int, to: Int, bytes: Int64, _ neighbourhood: Neighbourhood) {
    let tier = neighbourhood.tier(from, to)
    self.from = from
    self.to = to
    self.bytes = Bytes(bytes)
    self.tier = Tier(rawValue: tier) ?? .cluster
    seconds = Seconds(Double(bytes) * neighbourhood.secondsPerByte[tier])
  }
}
