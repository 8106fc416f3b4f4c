import Quantities

/// Takes telemetry events, in the order of their times.
public protocol TelemetrySink {
  /// Whether events are wanted at all: where not, a source need not make them.
  static var wantsEvents: Bool { get }

  /// Takes an event.
  mutating func take(_ event: TelemetryEvent)

  /// Takes the event `progress`.
  ///
  /// This and the two below are most of all events: so they come without the cost of one that may be
  /// anything.
  mutating func take(_ progress: ReplicaProgress, at time: SimTime)

  /// Takes the event `activity`.
  mutating func take(_ activity: Activity, _ load: DieLoad, dies: Range<Int>, at time: SimTime)

  /// Takes the event `waited`.
  mutating func take(
    _ span: SimDuration, waitedIn activity: Activity, dies: Range<Int>, at time: SimTime)

  /// Lets time pass without an event.
  mutating func advance(to time: SimTime)
}

extension TelemetrySink {
  /// Takes it as an event.
  public mutating func take(_ progress: ReplicaProgress, at time: SimTime) {
    take(TelemetryEvent(time: time, kind: .progress(progress)))
  }

  /// Takes it as an event.
  public mutating func take(
    _ activity: Activity, _ load: DieLoad, dies: Range<Int>, at time: SimTime
  ) {
    take(TelemetryEvent(time: time, kind: .activity(activity, load, dies: dies)))
  }

  /// Takes it as an event.
  public mutating func take(
    _ span: SimDuration, waitedIn activity: Activity, dies: Range<Int>, at time: SimTime
  ) {
    take(TelemetryEvent(time: time, kind: .waited(span, in: activity, dies: dies)))
  }

  /// Does nothing: most sinks live by events alone.
  public mutating func advance(to time: SimTime) {}
}

/// A sink that wants nothing.
public struct NullSink: TelemetrySink, Sendable {
  /// Makes a sink.
  public init() {}
  /// Always false.
  public static var wantsEvents: Bool { false }
  /// Drops the event.
  public mutating func take(_ event: TelemetryEvent) {}
}

extension Array: TelemetrySink where Element == TelemetryEvent {
  /// Always true.
  public static var wantsEvents: Bool { true }
  /// Appends the event.
  public mutating func take(_ event: TelemetryEvent) { append(event) }
}
