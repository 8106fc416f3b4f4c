/// What the engine moves through time: a model that says what each event does to it.
///
/// This is the whole contract between kernel and model. A world is a value without references, so
/// that copying an engine forks the future.
public protocol World: Sendable {
  /// What can happen.
  ///
  /// Best a small enum without references: events are moved often, and references are counted at
  /// each move.
  associatedtype Event: Sendable

  /// Lets an event happen at `context.now`.
  ///
  /// Later events are scheduled through the context, at this very instant at the earliest.
  mutating func handle(_ event: Event, in context: inout Context<Event>)
}
