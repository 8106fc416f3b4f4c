import Canvas
import CostModel
import Quantities
import Resharding
import Specification

/// A resharding by several strategies, as text and as JSON.
struct ReshardReport {
  let name: String
  let backend: ReshardBackend
  let transfers: TransferPlan
  /// What is free on the fullest die beside both copies of the weights.
  let room: Bytes
  let plans: [ReshardPlan]
  /// Messages of the point-to-point schedule, and rounds.
  let size: (messages: Int, rounds: Int)
  /// The schedule; `nil` where it has too many messages to be made while someone waits.
  let schedule: TransferSchedule?
  /// When each layer is on all dies, sent in order.
  let arrivals: [Seconds]

  /// Columns that the text keeps to, those of the narrowest terminal.
  private static let width = 80

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
    let sources = self.sources
    for plan in plans { lines += account(of: plan, sources) }
    for plan in plans {
      lines += ["", "who sends how much to whom, \(plan.strategy.words)"] + matrix(plan.heat)
    }
    lines += ["", "sources"]
    for (index, source) in sources.enumerated() {
      let text = "\(source.standing.rawValue): \(source.text)".wrapped(columns: Self.width - 6)
      for (line, part) in text.enumerated() {
        lines.append(pad(line == 0 ? "  [\(index + 1)]" : "", 6) + part)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: [String] {
    guard let plan = plans.first else { return [] }
    let (source, target) = (transfers.source.dies, transfers.target.dies)
    let shared = Set(source) == Set(target)
    let bound = plan.bound
    var lines = [
      "\(name): \(plan.title)",
      "  dies        "
        + (shared
          ? "\(source.count) for both" : "\(span(source)) to \(span(target))")
        + ", moved by \(backend.rawValue)",
      "  must enter  \(bound.mostBytesPerDie) the fullest die, \(bound.bytes) all dies; links "
        + "take \(bound.seconds.value.fixed(3)) s",
      "  in rounds   \(size.messages) messages in \(size.rounds) rounds"
        + (schedule.map { ", \($0.seconds.value.fixed(3)) s if each waits for its last" } ?? ""),
      "  in place    \(transfers.keptBytes) stay; \(transfers.diesThatKeepAll) of \(source.count) dies "
        + "keep all they hold",
      "  room        \(room) on the fullest die, beside both copies of the weights",
    ]
    if let first = arrivals.first {
      lines.append(
        "  in order    the first layer is everywhere after \(first.value.fixed(3)) s, half after "
          + "\(arrivals[arrivals.count / 2].value.fixed(3)) s")
    }
    return lines + [""]
  }

  /// What a plan takes its time for, and over which links.
  private func account(of plan: ReshardPlan, _ sources: [Source]) -> [String] {
    var lines = ["", "what \(plan.strategy.rawValue) takes its time for"]
    lines += plan.terms.map { term in
      let number = (sources.firstIndex(of: term.source) ?? 0) + 1
      return "  \(pad(term.name, 26))\(right(term.seconds.value.fixed(3), 10)) s  "
        + "\(term.source.standing.rawValue) [\(number)]"
    }
    lines += plan.links.map { link in
      "  \(pad("links \(link.tier.name)", 26))\(right("\(link.bytes)", 10))    of \(link.dies) dies, "
        + "the busiest for \(link.busiest.value.fixed(3)) s"
    }
    if let flow = plan.slowest {
      lines.append(
        "  \(pad("slowest transfer", 26))\(right("\(flow.bytes)", 10))    die \(flow.from) to die "
          + "\(flow.to), \(flow.seconds.value.fixed(3)) s alone")
    }
    return lines
  }

  /// Where the terms' figures come from, each once.
  private var sources: [Source] {
    var sources: [Source] = []
    for term in plans.flatMap(\.terms) where !sources.contains(term.source) {
      sources.append(term.source)
    }
    return sources
  }

  /// Bytes from each source group to the destination groups in a few columns, and to trainers in one.
  private func matrix(_ heat: Resharding.HeatMatrix) -> [String] {
    let trainers = heat.targets.last == "trainers" ? 1 : 0
    let servers = heat.targets.count - trainers
    guard servers > 0 else { return [] }
    let each = (servers + 5 - trainers) / (6 - trainers)
    let columns =
      stride(from: 0, to: servers, by: each).map { $0..<min($0 + each, servers) }
      + (trainers > 0 ? [servers..<heat.targets.count] : [])
    func last(_ group: Int) -> Substring { heat.targets[group].split(separator: " ").last ?? "" }
    let names = columns.map { column in
      let end = column.upperBound - 1
      let first = last(column.lowerBound)
      return (first == "trainers" ? "" : "to ") + first + (column.count > 1 ? "-\(last(end))" : "")
    }
    return [row("from \\ servers", names)]
      + zip(heat.sources, heat.bytes).map { source, bytes in
        row(source, columns.map { "\(bytes[$0].reduce(.zero, +))" })
      }
  }

  private func over(_ plan: ReshardPlan) -> String {
    plan.bound.seconds > .zero ? (plan.duration / plan.bound.seconds).fixed(1) : "-"
  }

  private func span(_ dies: [Int]) -> String {
    "dies \(dies.min() ?? 0)-\(dies.max() ?? 0)"
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    pad(name, 14) + cells.map { right($0, 11) }.joined()
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
