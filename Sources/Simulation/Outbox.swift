import Quantities
import Telemetry

/// Events on their way to who listens.
struct Outbox: Sendable {
  /// The events that are told as such, oldest first.
  private(set) var events: [TelemetryEvent] = []
  /// All that is told, oldest first.
  private var order: [Told] = []
  /// What the last event tells, if that is what dies turned to.
  ///
  /// Kept beside it, since to look into an event costs more than to make one.
  private var turned: Turned?

  private enum Told: Sendable {
    /// The next of `events`.
    case event
    /// The end of a sample: most of what there is, and without references to count.
    case progress(ReplicaProgress, SimTime)
  }

  private struct Turned: Sendable {
    var time: SimTime
    var activity: Activity
    var load: DieLoad
    var dies: Range<Int>
  }

  /// How much there is to be told.
  var count: Int { order.count }

  /// Adds an event.
  mutating func add(_ kind: TelemetryEvent.Kind, at time: SimTime) {
    turned = nil
    append(kind, at: time)
  }

  /// Adds the end of a sample.
  mutating func add(_ progress: ReplicaProgress, at time: SimTime) {
    turned = nil
    order.append(.progress(progress, time))
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
      append(.activity(activity, load, dies: all), at: time)
    }
    turned = Turned(time: time, activity: activity, load: load, dies: all)
  }

  private mutating func append(_ kind: TelemetryEvent.Kind, at time: SimTime) {
    events.append(TelemetryEvent(time: time, kind: kind))
    order.append(.event)
  }

  /// Hands all of it to a sink, and forgets it.
  mutating func deliver(to sink: inout some TelemetrySink) {
    turned = nil
    guard !order.isEmpty else { return }
    var next = 0
    for told in order {
      switch told {
      case .event:
        sink.take(events[next])
        next += 1
      case .progress(let progress, let time): sink.take(progress, at: time)
      }
    }
    order.removeAll(keepingCapacity: true)
    events.removeAll(keepingCapacity: true)
  }
}
