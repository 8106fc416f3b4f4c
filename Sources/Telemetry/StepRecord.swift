import Quantities

/// What one RL step came to: from one weight version to the next.
public struct StepRecord: Hashable, Sendable {
  /// The number of the step, from 1; the weight version after it.
  public var step: Int
  /// When it began: the end of the step before.
  public var start: SimTime
  /// When the new weights were ready to use.
  public var end: SimTime
  /// Prompt and response tokens of the samples learned from.
  public var tokens: Int
  /// Samples learned from.
  public var samples: Int
  /// Time in which each role ran during the step, indexed by `Role.rawValue`; roles may overlap.
  public var roles: [SimDuration]
  /// Die-time in each activity during the step, indexed by `Activity.rawValue`.
  public var activities: [SimDuration]
  /// Samples learned from by their staleness: `staleness[k]` were k versions behind.
  public var staleness: [Int]
  /// Dies of the cluster.
  public var dies: Int
  /// Digest of the simulation's state at the end of the step, chained over all steps.
  public var hash: UInt64

  /// Makes a record.
  public init(
    step: Int, start: SimTime, end: SimTime, tokens: Int, samples: Int, roles: [SimDuration],
    activities: [SimDuration], staleness: [Int], dies: Int, hash: UInt64
  ) {
    self.step = step
    self.start = start
    self.end = end
    self.tokens = tokens
    self.samples = samples
    self.roles = roles
    self.activities = activities
    self.staleness = staleness
    self.dies = dies
    self.hash = hash
  }
}

extension StepRecord {
  /// How long the step took.
  public var duration: SimDuration { end - start }

  /// System throughput: prompt and response tokens over the step's seconds.
  public var tokensPerSecond: Double {
    duration > .zero ? Double(tokens) / duration.seconds : 0
  }

  /// Mean staleness of the samples learned from.
  public var meanStaleness: Double {
    guard samples > 0 else { return 0 }
    var sum = 0
    for (versions, count) in staleness.enumerated() { sum += versions * count }
    return Double(sum) / Double(samples)
  }

  /// Staleness of the stalest sample learned from.
  public var maxStaleness: Int { staleness.lastIndex { $0 > 0 } ?? 0 }

  /// The share of all die-time spent in an activity, 0…1.
  public func share(of activity: Activity) -> Double {
    let whole = duration.seconds * Double(dies)
    return whole > 0 ? activities[Int(activity.rawValue)].seconds / whole : 0
  }
}
