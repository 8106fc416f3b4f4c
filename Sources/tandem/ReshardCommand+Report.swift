import CostModel
import Quantities
import Resharding
import Specification

/// A resharding by several strategies, as text and as JSON.
struct ReshardReport {
  let name: String
  let dies: (Range<Int>, Range<Int>)
  let plans: [ReshardPlan]
  let schedule: TransferSchedule
  /// When each layer is on all dies, sent in order.
  let arrivals: [Seconds]

  /// For people.
  var text: String {
    var lines = heading
    lines.append(
      row("strategy", ["moved", "most a die", "extra", "launches", "seconds", "x bound"]))
    for plan in plans {
      lines.append(
        row(
          plan.strategy.rawValue,
          [
            "\(plan.fabricBytes)", "\(plan.mostBytesPerDie)", "\(plan.extraMemory)",
            "\(plan.launches)", plan.duration.value.fixed(3), over(plan),
          ]))
    }
    for plan in plans {
      lines += ["", "what \(plan.strategy.rawValue) takes its time for"]
      lines += plan.terms.map { term in
        "  \(pad(term.name, 28))\(right(term.seconds.value.fixed(3), 9)) s  "
          + "[\(term.source.standing.rawValue)] \(term.source.text)"
      }
      lines += plan.links.map { link in
        "  \(pad("links \(link.tier.name)", 28))\(right("\(link.bytes)", 11))  over those of "
          + "\(link.dies) dies, the busiest at work for \(link.busiest.value.fixed(3)) s"
      }
      if let flow = plan.slowest {
        lines.append(
          "  \(pad("slowest transfer", 28))\(right("\(flow.bytes)", 11))  die \(flow.from) to die "
            + "\(flow.to), \(flow.tier.name), \(flow.seconds.value.fixed(3)) s alone on its link")
      }
    }
    for plan in plans {
      lines += ["", "who sends how much to whom, \(plan.strategy.words)"] + matrix(plan.heat)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: [String] {
    guard let plan = plans.first else { return [] }
    let shared = dies.0 == dies.1
    var lines = [
      "\(name): \(plan.title), \(dies.0.count) dies "
        + (shared ? "for both" : "to \(dies.1.count) others"),
      "  must enter  \(plan.bound.mostBytesPerDie) the fullest die, \(plan.bound.bytes) all dies; "
        + "the links take \(plan.bound.seconds.value.fixed(3)) s at least",
      "  in rounds   \(schedule.messages.count) messages in \(schedule.rounds) rounds, "
        + "\(schedule.seconds.value.fixed(3)) s if each waits for its last message",
    ]
    if let first = arrivals.first {
      lines.append(
        "  in order    the first layer is everywhere after \(first.value.fixed(3)) s, half of them "
          + "after \(arrivals[arrivals.count / 2].value.fixed(3)) s")
    }
    return lines + [""]
  }

  /// Bytes from each source group to each eighth of the destination groups.
  private func matrix(_ heat: HeatMatrix) -> [String] {
    let each = (heat.targets.count + 7) / 8
    guard each > 0 else { return [] }
    let firsts = Array(stride(from: 0, to: heat.targets.count, by: each))
    let names = firsts.map { first in
      let last = min(first + each, heat.targets.count) - 1
      let (low, high) = (heat.targets[first].split(separator: " ").last ?? "", heat.targets[last])
      return "to \(low)" + (last > first ? "-\(high.split(separator: " ").last ?? "")" : "")
    }
    return [row("from \\ servers", names)]
      + zip(heat.sources, heat.bytes).map { source, bytes in
        row(
          source,
          firsts.map { first in
            "\(bytes[first..<min(first + each, bytes.count)].reduce(.zero, +))"
          })
      }
  }

  private func over(_ plan: ReshardPlan) -> String {
    plan.bound.seconds > .zero ? (plan.duration / plan.bound.seconds).fixed(1) : "-"
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    pad(name, 16) + cells.map { right($0, 12) }.joined()
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// For programs.
  var json: String {
    let quoted = ValidateReport.quoted
    let number = ValidateReport.number
    var fields = ["\"scenario\":\(quoted(name))"]
    if let plan = plans.first {
      fields += [
        "\"title\":\(quoted(plan.title))", "\"bound_bytes\":\(plan.bound.bytes.count)",
        "\"bound_bytes_per_die\":\(plan.bound.mostBytesPerDie.count)",
        "\"bound_seconds\":\(number(plan.bound.seconds.value))",
        "\"messages\":\(schedule.messages.count)", "\"rounds\":\(schedule.rounds)",
        "\"rounds_seconds\":\(number(schedule.seconds.value))",
        "\"layer_seconds\":[\(arrivals.map { number($0.value) }.joined(separator: ","))]",
        "\"sources\":[\(plan.heat.sources.map(quoted).joined(separator: ","))]",
        "\"targets\":[\(plan.heat.targets.map(quoted).joined(separator: ","))]",
      ]
    }
    fields.append("\"strategies\":[\(plans.map(json).joined(separator: ","))]")
    return "{\(fields.joined(separator: ","))}"
  }

  private func json(_ plan: ReshardPlan) -> String {
    let quoted = ValidateReport.quoted
    let number = ValidateReport.number
    let terms = plan.terms.map { term in
      "{\"name\":\(quoted(term.name)),\"seconds\":\(number(term.seconds.value)),"
        + "\"source\":\(quoted(term.source.text)),"
        + "\"standing\":\(quoted(term.source.standing.rawValue))}"
    }
    let links = plan.links.map { link in
      "{\"where\":\(quoted(link.tier.name)),\"bytes\":\(link.bytes.count),\"dies\":\(link.dies),"
        + "\"busiest_seconds\":\(number(link.busiest.value))}"
    }
    let heat = plan.heat.bytes.map { row in
      "[\(row.map { "\($0.count)" }.joined(separator: ","))]"
    }
    let slowest = plan.slowest.map { flow in
      "{\"from\":\(flow.from),\"to\":\(flow.to),\"bytes\":\(flow.bytes.count),"
        + "\"where\":\(quoted(flow.tier.name)),\"seconds\":\(number(flow.seconds.value))}"
    }
    let fields = [
      "\"strategy\":\(quoted(plan.strategy.rawValue))",
      "\"moved_bytes\":\(plan.fabricBytes.count)",
      "\"most_bytes_per_die\":\(plan.mostBytesPerDie.count)",
      "\"extra_bytes_per_die\":\(plan.extraMemory.count)", "\"launches\":\(plan.launches)",
      "\"seconds\":\(number(plan.duration.value))", "\"terms\":[\(terms.joined(separator: ","))]",
      "\"links\":[\(links.joined(separator: ","))]",
      "\"slowest\":\(slowest ?? "null")", "\"heat\":[\(heat.joined(separator: ","))]",
    ]
    return "{\(fields.joined(separator: ","))}"
  }
}
