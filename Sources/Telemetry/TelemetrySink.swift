import Quantities

/// Takes telemetry events, in the order of their times.
public protocol TelemetrySink {
  /// Whether events are wanted at all: where not, a source need not make them.
  static var wantsEvents: Bool { get }

  /// Takes an event.
  mutating func take(_ event: TelemetryEvent)

  /// Takes what most events are: a sample ended, and nothing else changed.
  ///
  /// The same as to take the event `progress`, without the cost of an event that may be anything.
  mutating func take(_ progress: ReplicaProgress, at time: SimTime)

  /// Lets time pass without an event.
  mutating func advance(to time: SimTime)
}

extension TelemetrySink {
  /// Takes it as an event.
  public mutating func take(_ progress: ReplicaProgress, at time: SimTime) {
    take(TelemetryEvent(time: time, kind: .progress(progress)))
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
