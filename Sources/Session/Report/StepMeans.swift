import Quantities
import Telemetry

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

  /// Takes the means; `nil` of no steps.
  public init?(_ steps: some Collection<StepRecord>) {
    guard let first = steps.first else { return nil }
    firstStep = first.step
    lastStep = first.step
    count = steps.count
    var sums = Sums(roles: first.roles.count, activities: first.activities.count)
    for step in steps {
      lastStep = step.step
      sums.add(step)
    }
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

  /// What is added up over steps, in seconds and counts.
  private struct Sums {
    var time = 0.0
    var dieTime = 0.0
    var tokens = 0.0
    var samples = 0.0
    var staleness = 0.0
    var maxStaleness = 0
    var roles: [Double]
    var activities: [Double]

    init(roles: Int, activities: Int) {
      self.roles = Array(repeating: 0, count: roles)
      self.activities = Array(repeating: 0, count: activities)
    }

    mutating func add(_ step: StepRecord) {
      time += step.duration.seconds
      dieTime += step.duration.seconds * Double(step.dies)
      tokens += Double(step.tokens)
      samples += Double(step.samples)
      staleness += step.meanStaleness * Double(step.samples)
      maxStaleness = max(maxStaleness, step.maxStaleness)
      for (index, role) in step.roles.enumerated() { roles[index] += role.seconds }
      for (index, activity) in step.activities.enumerated() {
        activities[index] += activity.seconds
      }
    }
  }
}
