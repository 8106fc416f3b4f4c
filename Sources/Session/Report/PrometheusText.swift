import Quantities
import Specification
import Telemetry

/// The state of a run as a snapshot in Prometheus' text format, for node_exporter's textfile collector
/// or a push gateway (prometheus.io/docs/instrumenting/exposition_formats).
///
/// Units are the base units that Prometheus asks for: seconds, bytes. Times are simulated ones.
public struct PrometheusText {
  /// The text.
  public private(set) var text = ""

  /// Writes a snapshot.
  ///
  /// - Complexity: O(dies)
  public init(_ state: ClusterState) {
    let labels = [("scenario", state.scenario.name)]
    gauge(
      "simulated_seconds", "Simulated time since the start of the run", state.now.seconds, labels)
    counter("steps", "RL steps that ended", Double(state.stepsEnded), labels)
    gauge("weight_version", "Weight version in training", Double(state.version), labels)
    gauge(
      "failed_cards", "Cards that are down", Double(state.failures.count), labels)
    if let step = state.steps.last { write(step, labels) }
    write(dies: state, labels)
    write(queue: state.queue, labels)
    gauge(
      "samples_running", "Samples being written",
      Double(state.replicas.reduce(0) { $0 + $1.running }), labels)
    gauge(
      "samples_waiting", "Samples waiting for a place in a replica",
      Double(state.replicas.reduce(0) { $0 + $1.waiting }), labels)
  }

  private mutating func write(_ step: StepRecord, _ labels: [(String, String)]) {
    gauge("step_seconds", "Length of the last step", step.duration.seconds, labels)
    gauge("step_tokens", "Prompt and response tokens of the last step", Double(step.tokens), labels)
    gauge(
      "step_tokens_per_second", "Tokens of the last step over its length", step.tokensPerSecond,
      labels)
    gauge("step_samples", "Samples the last step learned from", Double(step.samples), labels)
    family(
      "step_role_seconds", "gauge", "Time in which a role ran during the last step",
      Role.allCases.map { role in
        (labels + [("role", role.key)], step.roles[Int(role.rawValue)].seconds)
      })
    family(
      "step_staleness_samples", "gauge", "Samples of the last step by versions behind",
      step.staleness.enumerated().map { versions, count in
        (labels + [("versions", "\(versions)")], Double(count))
      })
  }

  private mutating func write(dies state: ClusterState, _ labels: [(String, String)]) {
    var counts = Array(repeating: 0, count: Activity.allCases.count)
    for entry in state.ledger.entries { counts[Int(entry.activity.rawValue)] += 1 }
    family(
      "dies", "gauge", "Dies by what they do now",
      Activity.allCases.map { activity in
        (labels + [("activity", activity.key)], Double(counts[Int(activity.rawValue)]))
      })
    var ledger = state.ledger
    ledger.settle(at: state.now)
    let totals = ledger.totalsByActivity()
    family(
      "die_seconds_total", "counter", "Die-time by activity",
      Activity.allCases.map { activity in
        (labels + [("activity", activity.key)], Double(totals[Int(activity.rawValue)]) / 1e9)
      })
    let used = state.memory.reduce(0.0) { $0 + Double($1.total.number) }
    gauge("memory_used_bytes", "Memory in use over all dies", used, labels)
  }

  private mutating func write(queue: QueueStatus, _ labels: [(String, String)]) {
    family(
      "groups", "gauge", "Groups of samples by where they are",
      [
        (labels + [("state", "in_flight")], Double(queue.inFlight)),
        (labels + [("state", "ready")], Double(queue.ready)),
        (labels + [("state", "missing")], Double(queue.missing)),
      ])
  }

  private mutating func gauge(
    _ name: String, _ help: String, _ value: Double, _ labels: [(String, String)]
  ) {
    family(name, "gauge", help, [(labels, value)])
  }

  private mutating func counter(
    _ name: String, _ help: String, _ value: Double, _ labels: [(String, String)]
  ) {
    family("\(name)_total", "counter", help, [(labels, value)])
  }

  private mutating func family(
    _ name: String, _ type: String, _ help: String, _ samples: [([(String, String)], Double)]
  ) {
    text += "# HELP tandem_\(name) \(help).\n# TYPE tandem_\(name) \(type)\n"
    for (labels, value) in samples {
      let written = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
      text += "tandem_\(name){\(written)} \(JSON.number(value).text)\n"
    }
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
