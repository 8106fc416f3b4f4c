import Quantities
import Specification

/// A stretch of the trainer's way from a batch to new weights, as it begins.
///
/// It carries the terms that its duration is made of, so that whoever looks at a run, live or replayed,
/// sees where the time comes from.
public struct LegStatus: Hashable, Sendable {
  /// A part of the duration.
  public struct Term: Hashable, Sendable {
    /// What the time goes to, as in "matrix products".
    public var name: String
    /// How much time.
    public var seconds: Seconds
    /// Where the figures behind it come from.
    public var source: Source

    /// Makes a term.
    public init(name: String, seconds: Seconds, source: Source) {
      self.name = name
      self.seconds = seconds
      self.source = source
    }
  }

  /// The lane of the timeline.
  public var role: Role
  /// What the dies do.
  public var activity: Activity
  /// The step it is for.
  public var step: Int
  /// How long it takes if nothing fails.
  public var duration: SimDuration
  /// What the duration is made of; adds up to it.
  public var terms: [Term]

  /// Makes a status.
  public init(
    role: Role, activity: Activity, step: Int, duration: SimDuration, terms: [Term]
  ) {
    self.role = role
    self.activity = activity
    self.step = step
    self.duration = duration
    self.terms = terms
  }
}

/// A stretch of the trainer's way, as it came to pass.
public struct LegSpan: Hashable, Sendable {
  /// A rank that ended a sample.
  public struct Finish: Hashable, Sendable {
    /// When.
    public var time: SimTime
    /// The replica.
    public var replica: Int
    /// Which of its ranks.
    public var rank: Int

    /// Makes a finish.
    public init(time: SimTime, replica: Int, rank: Int) {
      self.time = time
      self.replica = replica
      self.rank = rank
    }
  }

  /// What it is made of.
  public var status: LegStatus
  /// When it began.
  public var start: SimTime
  /// When it ended; `nil` while it goes on.
  public var end: SimTime?
  /// Whether it ended because a card failed, to be begun again.
  public var isCut: Bool
  /// The last sample that had ended when it began: what it waited for, if it waited.
  public var after: Finish?

  /// Makes a span.
  public init(
    status: LegStatus, start: SimTime, end: SimTime? = nil, isCut: Bool = false,
    after: Finish? = nil
  ) {
    self.status = status
    self.start = start
    self.end = end
    self.isCut = isCut
    self.after = after
  }
}
