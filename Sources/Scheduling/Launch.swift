/// What the scheduler lets start.
public struct Launch: Hashable, Sendable {
  /// How many groups.
  public var groups: Int
  /// Samples of each group; the update learns from the first of them to end.
  public var samplesPerGroup: Int
  /// Whether they are prompts that were dropped before, in a round of their own.
  public var isDeferredRound: Bool
  /// Whether more would start if the queue to training had room.
  public var isHeldByQueue: Bool

  /// Makes a launch.
  public init(
    groups: Int, samplesPerGroup: Int, isDeferredRound: Bool = false,
    isHeldByQueue: Bool = false
  ) {
    self.groups = groups
    self.samplesPerGroup = samplesPerGroup
    self.isDeferredRound = isDeferredRound
    self.isHeldByQueue = isHeldByQueue
  }
}
