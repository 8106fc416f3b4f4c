import Exploration
import Quantities
import Specification
import Telemetry

extension RunReport {
  /// The report as text, for people.
  public var text: String {
    var lines = [
      "\(scenario.name)  \(scenario.model.name) on \(scenario.cluster.name), \(cards) cards, "
        + "seed \(scenario.seed)",
      scenario.summary, "",
    ]
    lines += outcome
    if let serving {
      lines += [""] + servingLines(serving)
    } else if let means = steps.means {
      lines += [""] + text(of: means)
    }
    lines += [""] + inputLines
    return lines.joined(separator: "\n") + "\n"
  }

  private var outcome: [String] {
    var lines = [
      "\(steps.count) \(serving == nil ? "steps" : "records") in \(ending.time.clock) of simulated time, \(ending.events) events",
      "hash \(ending.hash.hexadecimal)  state \(ending.state.hexadecimal)",
    ]
    if verification != .notReplayed { lines.append(verification.description) }
    return lines
  }

  private func text(of means: StepMeans) -> [String] {
    let stretch =
      means.firstStep == means.lastStep
      ? "step \(means.firstStep)" : "steps \(means.firstStep) to \(means.lastStep)"
    var rows: [(String, String)] = [
      ("step", "\(means.seconds.fixed(1)) s"),
      (
        "throughput",
        "\(means.tokensPerSecond.fixed(0)) tokens/s, "
          + "\((means.tokensPerSecond / Double(cards)).fixed(1)) a card"
      ),
      ("tokens", "\(means.tokens.fixed(0)) in \(means.samples.fixed(0)) samples a step"),
      ("staleness", "\(means.meanStaleness.fixed(2)), at most \(means.maxStaleness)"),
    ]
    rows.append(("", ""))
    for role in Role.allCases {
      let seconds = means.roleSeconds[Int(role.rawValue)]
      let share = means.seconds > 0 ? seconds / means.seconds : 0
      rows.append((role.name, "\(seconds.fixed(1)) s  \(share.percent) of the step"))
    }
    rows.append(("", ""))
    for activity in Activity.allCases {
      let share = means.shares[Int(activity.rawValue)]
      if share > 0 { rows.append((activity.name, "\(share.percent) of die-time")) }
    }
    return ["Means over \(stretch)"] + Self.aligned(rows)
  }

  private var inputLines: [String] {
    guard !inputs.isEmpty else { return ["No knob was turned."] }
    return ["Inputs"] + Self.aligned(inputs.map { ($0.time.clock, $0.action.text) })
  }

  /// Two columns, the first as wide as its widest.
  private static func aligned(_ rows: [(String, String)]) -> [String] {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, value in
      name.isEmpty && value.isEmpty
        ? ""
        : "  " + name + String(repeating: " ", count: width - name.count) + "  " + value
    }
  }
}

extension Double {
  /// The share in percent with one decimal, in five columns at least.
  fileprivate var percent: String {
    let text = (self * 100).fixed(1)
    return String(repeating: " ", count: max(0, 5 - text.count)) + text + " %"
  }
}

extension SimTime {
  /// The time as hours, minutes, seconds and milliseconds.
  fileprivate var clock: String {
    let milliseconds = nanoseconds / 1_000_000
    func digits(_ value: Int64, _ count: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let seconds = milliseconds / 1000
    return "\(digits(seconds / 3600, 2)):\(digits(seconds / 60 % 60, 2)):\(digits(seconds % 60, 2))"
      + ".\(digits(milliseconds % 1000, 3))"
  }
}
