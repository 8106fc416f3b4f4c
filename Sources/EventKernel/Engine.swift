import Quantities

/// A world, its clock and the events it waits for: a discrete-event simulation.
///
/// A value: a copy goes its own way from the instant it was made, and given the same interventions
/// goes exactly the way of the original.
public struct Engine<W: World>: Sendable {
  /// The model; it may be changed between two events.
  public var world: W
  /// The number of events that have happened.
  public private(set) var processedCount: UInt64 = 0
  private var context: Context<W.Event>

  /// Makes an engine that waits for nothing yet.
  ///
  /// - Precondition: the clock starts at zero or later.
  public init(world: W, startingAt start: SimTime = .zero) {
    self.world = world
    context = Context(now: start)
  }

  /// The present: the time of the event that happened last, or the time the engine was run to.
  public var now: SimTime { context.now }

  /// The number of events still to come.
  public var pendingCount: Int { context.pendingCount }

  /// The time of the next event, if any is to come.
  ///
  /// - Complexity: O(events about to come).
  public var nextEventTime: SimTime? { context.pending.nextTime }

  /// Schedules an event from outside the world.
  ///
  /// - Precondition: the instant is not in the past.
  public mutating func schedule(
    _ event: W.Event, at time: SimTime, class eventClass: EventClass = .normal
  ) {
    context.schedule(event, at: time, class: eventClass)
  }

  /// Changes the world from outside at the present instant, with a context to schedule with.
  public mutating func intervene<Result, Failure: Error>(
    _ change: (inout W, inout Context<W.Event>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try change(&world, &context)
  }

  /// Lets the next event happen.
  ///
  /// - Returns: `false` if there was none.
  @discardableResult
  public mutating func step() -> Bool { step(through: .distantFuture) }

  /// Lets everything happen that comes at `end` or before, and moves the clock there.
  ///
  /// - Precondition: `end` is not in the past.
  public mutating func run(until end: SimTime) {
    precondition(
      end >= now, "the engine cannot run until \(end.nanoseconds) ns: it is \(now.nanoseconds) ns")
    while step(through: end) {}
    context.now = end
  }

  /// Lets events happen that come at `limit` or before, as long as the world still meets a condition.
  ///
  /// The clock stays at the last event.
  public mutating func run(
    through limit: SimTime = .distantFuture, while condition: (W) -> Bool = { _ in true }
  ) {
    while condition(world), step(through: limit) {}
  }

  private mutating func step(through limit: SimTime) -> Bool {
    guard let (time, event) = context.pending.pop(through: limit) else { return false }
    context.now = time
    processedCount += 1
    world.handle(event, in: &context)
    return true
  }
}
