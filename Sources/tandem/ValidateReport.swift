import CostModel
import Quantities
import Specification

/// The results of a validation, as text and as JSON.
enum ValidateReport {
  /// A table of the groups, what is off by more than 15 %, and what cannot be simulated.
  static func text(_ results: [CaseResult], single: Bool) -> String {
    var lines: [String] = []
    if single {
      lines += results.map(line)
      lines += results.compactMap { CaseTrace($0.published) }.flatMap(trace)
    } else {
      lines += table(results)
      lines += ["", tierA(results), ""]
      let far = results.filter { ($0.error?.magnitude ?? 0) > 0.15 }
      lines.append("Off by more than 15 % (\(far.count)):")
      lines += far.map { "  " + line($0) }
      lines += ["", "Constants were set by these rows; all others are predicted:"]
      lines += CalibrationRows.byHardware.map { hardware, rows in
        "  \(hardware): \(rows.joined(separator: ", "))"
      }
      let missing = results.filter { $0.predicted == nil }
      lines += ["", "Not simulated (\(missing.count)):"]
      lines += missing.map { "  \($0.published.id): \($0.reason ?? "")" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The layout that a case was taken to have run, and what its step is made of.
  private static func trace(_ trace: CaseTrace) -> [String] {
    let layout = trace.layout
    let degrees = [
      ("TP", layout.tensor), ("PP", layout.pipeline), ("VPP", layout.virtualPipeline),
      ("EP", layout.expert), ("CP", layout.context), ("DP", trace.data),
    ]
    let words = degrees.filter { $0.1 > 1 }.map { "\($0.0) \($0.1)" }
    let gib = Double(trace.memory.count) / 0x1p30
    var lines = [
      "  \(trace.globalBatch) sequences of \(trace.sequence) tokens, \(trace.microBatches) micro-batches of "
        + "\(layout.microBatch)" + words.map { ", \($0)" }.joined(),
      "  recomputation \(layout.recomputation.rawValue), schedule \(layout.schedule.rawValue), "
        + "operators \(layout.dispatch.rawValue), \(gib.fixed(1)) GiB",
    ]
    let total = trace.step.total.value
    lines += trace.step.terms.map { term in
      let seconds = term.seconds.value
      let name = term.name + String(repeating: " ", count: max(1, 32 - term.name.count))
      return "  \(name)\(seconds.fixed(4)) s  \(percent(seconds / max(total, 1e-12)))"
    }
    lines.append("  step\(String(repeating: " ", count: 28))\(total.fixed(4)) s")
    return lines
  }

  private static func table(_ results: [CaseResult]) -> [String] {
    let groups = ValidationSummary.summaries(of: results)
    let width = max(5, groups.map(\.group.count).max() ?? 0)
    func left(_ text: String) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    var lines = [
      left("group") + "   cases  median    mean   worst    bias    rank     naive"
    ]
    for group in groups {
      let counts = right("\(group.simulated)/\(group.count)", 8)
      guard group.simulated > 0 else {
        lines.append(left(group.group) + counts)
        continue
      }
      let cells =
        [
          percent(group.median), percent(group.mean), percent(group.worst),
          signed(group.bias), group.rank.map { $0.fixed(2) } ?? "-",
        ].map { right($0, 8) }.joined() + right(group.naive.map(percent) ?? "-", 10)
      lines.append(left(group.group) + counts + cells + (group.isLoss ? "  LOSS" : ""))
    }
    return lines
  }

  /// How the rows that a gate is made of come out.
  private static func tierA(_ results: [CaseResult]) -> String {
    let rows = results.filter { $0.published.tier == "A" }
    let all = ValidationSummary(group: "tier A", rows)
    let near = rows.filter { ($0.error?.magnitude ?? .infinity) <= 0.25 }.count
    return
      "tier A: \(all.simulated) of \(all.count) simulated, median error \(percent(all.median)), "
      + "\(near) within 25 %"
  }

  private static func line(_ result: CaseResult) -> String {
    let one = result.published
    let ours = result.predicted.map { "\(figure($0)) (\(signed(result.error ?? 0)))" } ?? "-"
    let naive = result.naiveError.map { ", naive \(signed($0))" } ?? ""
    let reason = result.reason.map { ": \($0)" } ?? ""
    return "\(one.id): published \(figure(one.value)) \(one.unit), ours \(ours)\(naive)\(reason)"
  }

  /// One case as one JSON object.
  static func json(_ result: CaseResult) -> String {
    let one = result.published
    let fields: [(String, String)] = [
      ("id", quoted(one.id)), ("group", quoted(one.source)), ("tier", quoted(one.tier)),
      ("metric", quoted(one.metric)), ("unit", quoted(one.unit)),
      ("published", number(one.value)), ("predicted", number(result.predicted)),
      ("error", number(result.error)), ("naive_error", number(result.naiveError)),
      ("reason", result.reason.map(quoted) ?? "null"),
    ]
    return "{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }

  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    return "\(value)"
  }

  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }

  private static func figure(_ value: Double) -> String {
    value.fixed(value.magnitude >= 1000 ? 0 : value.magnitude >= 10 ? 1 : 2)
  }

  private static func percent(_ value: Double) -> String { "\((100 * value).fixed(1)) %" }

  private static func signed(_ value: Double) -> String {
    (value > 0 ? "+" : "") + percent(value)
  }
}
