import CostModel
import Quantities
import Specification

/// An estimate, as text and as JSON.
struct EstimateReport {
  let title: String
  var seconds = 0.0
  var figures: [(name: String, value: Double, unit: String)] = []
  var terms: [CostTerm] = []
  var memory: [(name: String, items: [(name: String, bytes: Bytes)], total: Bytes)] = []
  var capacity: Bytes?
  var problem: String?

  init(title: String) { self.title = title }

  /// Adds the memory of a die that rolls out.
  mutating func add(_ rollout: RolloutMemory, capacity: Bytes) {
    let items = [
      ("weights", rollout.weights), ("cache", rollout.cache), ("workspace", rollout.workspace),
    ]
    memory.append(
      ("rollout", items.map { ($0.0, $0.1) }, rollout.weights + rollout.cache + rollout.workspace))
    self.capacity = capacity
    if rollout.cache <= .zero {
      problem = "the weights, \(rollout.weights), leave no room for a cache"
    }
  }

  /// For people.
  var text: String {
    var lines = ["\(title): \(Self.time(seconds))"]
    for figure in figures {
      lines.append(
        "  \(Self.pad(figure.name, 28)) \(Self.figure(figure.value))"
          + (figure.unit.isEmpty ? "" : "  \(figure.unit)"))
    }
    if !terms.isEmpty { lines.append("what it is made of") }
    for term in terms {
      let share = seconds > 0 ? 100 * term.seconds.value / seconds : 0
      lines.append(
        "  \(Self.pad(term.name, 28)) \(Self.pad(Self.time(term.seconds.value), 12))"
          + "\(Self.right(share.fixed(1), 6)) %  [\(term.source.standing.rawValue)] "
          + term.source.text)
    }
    if let capacity { lines.append("memory of a die, of \(capacity)") }
    for part in memory {
      let items = part.items.map { "\($0.name) \($0.bytes)" }.joined(separator: ", ")
      lines.append("  \(Self.pad(part.name, 9)) \(Self.pad("\(part.total)", 9)) \(items)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// For programs.
  var json: String {
    let number = ValidateReport.number
    let quoted = ValidateReport.quoted
    var fields = ["\"title\":\(quoted(title))", "\"seconds\":\(number(seconds))"]
    fields += figures.map { "\(quoted($0.name)):\(number($0.value))" }
    let all = terms.map { term in
      "{\"name\":\(quoted(term.name)),\"seconds\":\(number(term.seconds.value)),"
        + "\"source\":\(quoted(term.source.text)),"
        + "\"standing\":\(quoted(term.source.standing.rawValue))}"
    }
    fields.append("\"terms\":[\(all.joined(separator: ","))]")
    let parts = memory.map { part in
      let items = part.items.map { "\(quoted($0.name)):\($0.bytes.count)" }
      return "{\"part\":\(quoted(part.name)),\"bytes\":\(part.total.count),"
        + "\"items\":{\(items.joined(separator: ","))}}"
    }
    fields.append("\"memory\":[\(parts.joined(separator: ","))]")
    fields.append("\"problem\":\(problem.map(quoted) ?? "null")")
    return "{\(fields.joined(separator: ","))}"
  }

  private static func time(_ seconds: Double) -> String {
    seconds.magnitude >= 1
      ? "\(seconds.fixed(2)) s"
      : seconds.magnitude >= 1e-3
        ? "\((seconds * 1e3).fixed(2)) ms" : "\((seconds * 1e6).fixed(1)) us"
  }

  private static func figure(_ value: Double) -> String {
    value.magnitude >= 1000 ? value.fixed(0) : value.fixed(value.magnitude >= 10 ? 1 : 3)
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
