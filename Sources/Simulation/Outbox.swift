import Quantities
import Telemetry

/// Events on their way to who listens.
struct Outbox: Sendable {
  /// The events, oldest first.
  private(set) var events: [TelemetryEvent] = []
  /// What the last event tells, if that is what dies turned to.
  ///
  /// Kept beside it, since to look into an event costs more than to make one.
  private var turned: Turned?

  private struct Turned: Sendable {
    var time: SimTime
    var activity: Activity
    var load: DieLoad
    var dies: Range<Int>
  }

  /// Adds an event.
  mutating func add(_ kind: TelemetryEvent.Kind, at time: SimTime) {
    turned = nil
    events.append(TelemetryEvent(time: time, kind: kind))
  }

  /// Adds that dies turn to an activity; neighbours that turn to the same at once are told of together.
  mutating func add(_ activity: Activity, _ load: DieLoad, dies: Range<Int>, at time: SimTime) {
    var all = dies
    if let last = turned, last.time == time, last.dies.upperBound == dies.lowerBound,
      last.activity == activity, last.load == load
    {
      all = last.dies.lowerBound..<dies.upperBound
      events[events.count - 1].kind = .activity(activity, load, dies: all)
    } else {
      events.append(TelemetryEvent(time: time, kind: .activity(activity, load, dies: all)))
    }
    turned = Turned(time: time, activity: activity, load: load, dies: all)
  }

  /// Hands all of them to a sink, and forgets them.
  mutating func deliver(to sink: inout some TelemetrySink) {
    turned = nil
    guard !events.isEmpty else { return }
    for index in events.indices { sink.take(events[index]) }
    events.removeAll(keepingCapacity: true)
  }
}
