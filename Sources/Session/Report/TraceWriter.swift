import Quantities
import Specification
import Telemetry

/// Turns telemetry into a trace in the Trace Event Format, as Perfetto and Chrome show it.
///
/// Lanes are the steps, the roles, the parts of a change of layout, and what each rollout replica does;
/// counters are samples running and waiting by replica and groups in the queue; knobs and faults are
/// instants. Times are simulated microseconds.
public struct TraceWriter: TelemetrySink, Hashable, Sendable {
  /// Always true.
  public static var wantsEvents: Bool { true }

  private var text = ""
  private var isFirst = true
  private var now = SimTime.zero
  private var roleStarts: [Open?] = Array(repeating: nil, count: Role.allCases.count)
  private var replicas: [Lane] = []
  private var queueTold: SimTime?

  /// A span that has begun.
  private struct Open: Hashable, Sendable {
    var name: String
    var start: SimTime
  }

  /// A replica's lane: it shows what the replica's first die does.
  private struct Lane: Hashable, Sendable {
    var firstDie: Int
    var open: Open?
    var counted: SimTime?
  }

  /// The processes that lanes are grouped in.
  private enum Group: Int {
    case loop = 1
    case rollout = 2
  }

  /// A counter is written once in so long at most, so that the trace of a long run stays small.
  private static let counterPeriod = SimDuration.seconds(1)

  /// Begins a trace.
  public init(scenario: Scenario) {
    name(.loop, "RL loop: \(scenario.name)")
    name(.rollout, "rollout replicas")
    name(.loop, lane: 0, "step")
    for role in Role.allCases { name(.loop, lane: Self.lane(of: role), role.name) }
    name(.loop, lane: Self.partsLane, "reshard parts")
  }

  /// Takes the text that was written since the last time.
  public mutating func takeText() -> String {
    defer { text = "" }
    return text
  }

  /// Ends the trace, at the time that telemetry has come to.
  public mutating func finish() {
    for role in Role.allCases { close(role) }
    for index in replicas.indices { close(replica: index) }
    text += "\n]\n"
  }

  /// Lets time pass.
  public mutating func advance(to time: SimTime) { now = max(now, time) }

  /// Writes what an event tells.
  public mutating func take(_ event: TelemetryEvent) {
    advance(to: event.time)
    switch event.kind {
    case .role(let role, let step, let isRunning):
      close(role)
      if isRunning {
        roleStarts[Int(role.rawValue)] = Open(name: "\(role.name) \(step)", start: now)
      }
    case .step(let record): take(record)
    case .reshard(let status): take(status)
    case .replica(let index, let status): take(status, replica: index)
    case .progress(let progress):
      count(
        running: Int(progress.running), waiting: Int(progress.waiting),
        ofReplica: Int(progress.replica))
    case .activity(let activity, _, let dies): take(activity, dies: dies)
    case .queue(let status): take(status)
    case .scenario: clearReplicas()
    case .failed(let card, _): instant("card \(card) failed")
    case .recovered(let card): instant("card \(card) is back")
    case .note(let text): instant(text)
    case .load, .waited, .memory, .version, .finished, .pipeline, .leg, .aside, .serving,
      .reshardPlan:
      break
    }
  }
}

// MARK: - What is told

extension TraceWriter {
  private static let partsLane = Role.allCases.count + 1

  private static func lane(of role: Role) -> Int { Int(role.rawValue) + 1 }

  private mutating func take(_ record: StepRecord) {
    span(
      .loop, lane: 0, "step \(record.step)", from: record.start, to: record.end,
      [
        "tokens": .integer(record.tokens), "tokens_per_second": .number(record.tokensPerSecond),
        "staleness_mean": .number(record.meanStaleness), "hash": .hash(record.hash),
      ])
  }

  private mutating func take(_ status: ReshardStatus) {
    guard status.elapsed == .zero, !status.isStopped else { return }
    for part in status.parts {
      span(
        .loop, lane: Self.partsLane, part.name, from: now + part.start, to: now + part.end,
        ["of": .string(status.title), "bytes_per_die": .number(Double(part.bytesPerDie.number))])
    }
  }

  private mutating func take(_ status: ReplicaStatus, replica index: Int) {
    while replicas.count <= index {
      name(.rollout, lane: replicas.count, "replica \(replicas.count)")
      replicas.append(Lane(firstDie: -1))
    }
    replicas[index].firstDie = status.firstDie
    count(running: status.running, waiting: status.waiting, ofReplica: index)
  }

  private mutating func count(running: Int, waiting: Int, ofReplica index: Int) {
    guard isDue(replicas[index].counted) else { return }
    replicas[index].counted = now
    counter(
      .rollout, "samples of replica \(index)",
      ["running": .integer(running), "waiting": .integer(waiting)])
  }

  private mutating func take(_ activity: Activity, dies: Range<Int>) {
    for index in replicas.indices where dies.contains(replicas[index].firstDie) {
      guard replicas[index].open?.name != activity.name else { continue }
      close(replica: index)
      replicas[index].open = Open(name: activity.name, start: now)
    }
  }

  private mutating func take(_ status: QueueStatus) {
    guard isDue(queueTold) else { return }
    queueTold = now
    counter(
      .loop, "groups",
      ["in flight": .integer(status.inFlight), "ready": .integer(status.ready)])
  }

  private func isDue(_ last: SimTime?) -> Bool {
    last.map { now - $0 >= Self.counterPeriod } ?? true
  }

  private mutating func clearReplicas() {
    for index in replicas.indices {
      close(replica: index)
      replicas[index].firstDie = -1
    }
  }

  private mutating func close(_ role: Role) {
    guard let open = roleStarts[Int(role.rawValue)] else { return }
    roleStarts[Int(role.rawValue)] = nil
    span(.loop, lane: Self.lane(of: role), open.name, from: open.start, to: now)
  }

  private mutating func close(replica index: Int) {
    guard let open = replicas[index].open else { return }
    replicas[index].open = nil
    guard open.start < now else { return }
    span(.rollout, lane: index, open.name, from: open.start, to: now)
  }
}

// MARK: - Trace events

extension TraceWriter {
  private mutating func span(
    _ group: Group, lane: Int, _ name: String, from start: SimTime, to end: SimTime,
    _ details: JSON? = nil
  ) {
    var members: [JSON.Member] = [
      .init("name", .string(name)), .init("ph", .string("X")),
      .init("pid", .integer(group.rawValue)), .init("tid", .integer(lane)),
      .init("ts", Self.microseconds(start)),
      .init("dur", Self.microseconds(.zero + (end - start))),
    ]
    if let details { members.append(.init("args", details)) }
    write(.object(members))
  }

  private mutating func counter(_ group: Group, _ name: String, _ values: JSON) {
    write([
      "name": .string(name), "ph": .string("C"), "pid": .integer(group.rawValue),
      "tid": .integer(0), "ts": Self.microseconds(now), "args": values,
    ])
  }

  private mutating func instant(_ name: String) {
    write([
      "name": .string(name), "ph": .string("i"), "s": .string("g"),
      "pid": .integer(Group.loop.rawValue), "tid": .integer(0), "ts": Self.microseconds(now),
    ])
  }

  private mutating func name(_ group: Group, _ name: String) {
    write([
      "name": .string("process_name"), "ph": .string("M"), "pid": .integer(group.rawValue),
      "args": ["name": .string(name)],
    ])
  }

  private mutating func name(_ group: Group, lane: Int, _ name: String) {
    write([
      "name": .string("thread_name"), "ph": .string("M"), "pid": .integer(group.rawValue),
      "tid": .integer(lane), "args": ["name": .string(name)],
    ])
  }

  private mutating func write(_ event: JSON) {
    text += isFirst ? "[\n" : ",\n"
    isFirst = false
    text += event.text
  }

  private static func microseconds(_ time: SimTime) -> JSON {
    time.nanoseconds.isMultiple(of: 1000)
      ? .integer(time.nanoseconds / 1000) : .number(Double(time.nanoseconds) / 1000)
  }
}
