import Quantities
import Specification

/// Something that happened, as every source of telemetry tells it.
public struct TelemetryEvent: Hashable, Sendable {
  /// When.
  public var time: SimTime
  /// What.
  public var kind: Kind

  /// Makes an event.
  public init(time: SimTime, kind: Kind) {
    self.time = time
    self.kind = kind
  }

  /// What happened.
  ///
  /// What is rare, and large or counted by reference, is kept elsewhere: a step makes tens of thousands
  /// of events, and each would be as large and as dear to copy.
  public enum Kind: Hashable, Sendable {
    /// The run's scenario is this from now on: at the start, and when a knob is turned.
    indirect case scenario(Scenario)
    /// Dies turn to an activity.
    case activity(Activity, DieLoad, dies: Range<Int>)
    /// Dies go on with their activity, harder or less hard.
    case load(DieLoad, dies: Range<Int>)
    /// Of the time that dies spent in an activity, they waited so long for peers in lock-step.
    case waited(SimDuration, in: Activity, dies: Range<Int>)
    /// Dies' memory is filled anew.
    indirect case memory(MemoryUse, dies: Range<Int>)
    /// A replica's samples changed.
    indirect case replica(Int, ReplicaStatus)
    /// A sample ended, and nothing else changed.
    case progress(ReplicaProgress)
    /// A sample ended among other changes, with so many response tokens.
    case finished(length: Int)
    /// A role began to work on a step, or ended.
    case role(Role, step: Int, isRunning: Bool)
    /// The trainer began a leg of its way, or stopped: for want of samples, or of a card.
    indirect case leg(LegStatus?)
    /// Those who read on dies of their own began a leg, or stopped.
    indirect case aside(LegStatus?)
    /// A change of layout began, stopped for a failed card, or goes on.
    indirect case reshard(ReshardStatus)
    /// The weights will go from training to rollout like this, the next time they do.
    indirect case reshardPlan(ReshardTraffic)
    /// An update began to go through the pipeline.
    indirect case pipeline(PipelineStatus)
    /// Groups moved through the queue between rollout and training.
    indirect case queue(QueueStatus)
    /// New weights are in use.
    case version(Int)
    /// A step ended.
    indirect case step(StepRecord)
    /// A card failed; it is expected back at the time given.
    case failed(card: Int, until: SimTime)
    /// A card is back.
    case recovered(card: Int)
    /// Requests were answered, in a run that only serves.
    indirect case serving(ServingStatus)
    /// Someone turned a knob.
    indirect case note(String)
  }
}

/// How hard a die works at its activity.
public struct DieLoad: Hashable, Sendable {
  /// Share of the activity's time that the die computes, 0…1.
  public var utilisation: Double
  /// Bytes a second that the die sends over the fabric, on average over the activity.
  public var linkBytesPerSecond: Double
  /// Watts that the die's whole card draws; `nil` where nothing is published.
  public var cardWatts: Double?

  /// Makes a load.
  public init(utilisation: Double = 0, linkBytesPerSecond: Double = 0, cardWatts: Double? = nil) {
    self.utilisation = utilisation
    self.linkBytesPerSecond = linkBytesPerSecond
    self.cardWatts = cardWatts
  }
}

/// The queue between rollout and training, in groups (all samples of a prompt).
public struct QueueStatus: Hashable, Sendable {
  /// Groups being written.
  public var inFlight: Int
  /// Groups finished and not yet learned from.
  public var ready: Int
  /// Groups of the next update that are still missing.
  public var missing: Int
  /// Groups by how many versions behind they are now, in flight or ready.
  public var ages: [Int]

  /// Makes a status.
  public init(inFlight: Int, ready: Int, missing: Int, ages: [Int]) {
    self.inFlight = inFlight
    self.ready = ready
    self.missing = missing
    self.ages = ages
  }
}
