/// How two futures fared in the steps that both have ended since they parted.
public struct Comparison: Hashable, Sendable {
  /// How many steps are compared: in both futures the first so many.
  public var steps: Int
  /// Tokens a second of the live future over these steps.
  public var live: Double
  /// Tokens a second of the ghost over these steps.
  public var ghost: Double

  /// Makes a comparison.
  public init(steps: Int, live: Double, ghost: Double) {
    self.steps = steps
    self.live = live
    self.ghost = ghost
  }

  /// How much faster the live future is, as a share of the ghost's speed: 0.25 is a quarter faster.
  public var gain: Double { ghost > 0 ? live / ghost - 1 : 0 }
}
