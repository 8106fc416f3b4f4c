/// Means over some steps, one after another.
///
/// Rates are sums over sums: tokens of all steps over seconds of all steps, die-time in an activity
/// over all die-time; so that a long step weighs what it is long.
public struct StepMeans: Hashable, Sendable {
  /// The number of the first step.
  public var firstStep: Int
  /// The number of the last step.
  public var lastStep: Int
  /// How many steps there are.
  public var count: Int
  /// Seconds a step.
  public var seconds: Double
  /// Tokens a step.
  public var tokens: Double
  /// Samples a step.
  public var samples: Double
  /// Tokens a second.
  public var tokensPerSecond: Double
  /// Seconds a step in which each role ran, by `Role.rawValue`.
  public var roleSeconds: [Double]
  /// The share of die-time in each activity, by `Activity.rawValue`.
  public var shares: [Double]
  /// Mean staleness of the samples learned from.
  public var meanStaleness: Double
  /// Staleness of the stalest of them.
  public var maxStaleness: Int

  /// Takes the means of what was added up; `nil` of no steps.
  init?(_ sums: StepSums) {
    guard sums.count > 0 else { return nil }
    firstStep = sums.firstStep
    lastStep = sums.lastStep
    count = sums.count
    let steps = Double(count)
    seconds = sums.time / steps
    tokens = sums.tokens / steps
    samples = sums.samples / steps
    tokensPerSecond = sums.time > 0 ? sums.tokens / sums.time : 0
    roleSeconds = sums.roles.map { $0 / steps }
    shares = sums.activities.map { sums.dieTime > 0 ? $0 / sums.dieTime : 0 }
    meanStaleness = sums.samples > 0 ? sums.staleness / sums.samples : 0
    maxStaleness = sums.maxStaleness
  }
}
