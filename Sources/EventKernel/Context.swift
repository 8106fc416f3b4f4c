import Quantities

/// What a world sees of the engine while an event happens: the clock, and a way to schedule.
///
/// Nothing here takes an event back. Calling off is the world's affair, by an `Alarm`: a stamp in
/// the event that has gone stale when it comes. That costs a comparison, where a set of cancelled
/// events would cost a look-up at every event, stale or not.
public struct Context<Event: Sendable>: Sendable {
  /// The present.
  public internal(set) var now: SimTime
  var pending = PendingSet<Event>()

  init(now: SimTime) {
    precondition(now >= .zero, "the clock starts at zero or later, not \(now.nanoseconds) ns")
    self.now = now
  }

  /// The number of events still to come.
  public var pendingCount: Int { pending.count }

  /// Schedules an event at an instant.
  ///
  /// - Precondition: the instant is not in the past.
  public mutating func schedule(
    _ event: Event, at time: SimTime, class eventClass: EventClass = .normal
  ) {
    precondition(
      time >= now,
      "an event cannot be scheduled at \(time.nanoseconds) ns: it is \(now.nanoseconds) ns already")
    pending.push(event, at: time, class: eventClass)
  }

  /// Schedules an event after a delay.
  ///
  /// - Precondition: the delay is not negative.
  public mutating func schedule(
    _ event: Event, after delay: SimDuration, class eventClass: EventClass = .normal
  ) {
    schedule(event, at: now + delay, class: eventClass)
  }
}
