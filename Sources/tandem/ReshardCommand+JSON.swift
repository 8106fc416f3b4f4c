import CostModel
import Quantities
import Resharding
import Specification

extension ReshardReport {
  /// For programs.
  var json: String {
    let quoted = ValidateReport.quoted
    let number = ValidateReport.number
    func list(_ values: [Int]) -> String {
      "[\(values.map { "\($0)" }.joined(separator: ","))]"
    }
    var fields = [
      "\"scenario\":\(quoted(name))", "\"backend\":\(quoted(backend.rawValue))",
      "\"source_dies\":\(list(transfers.source.dies))",
      "\"target_dies\":\(list(transfers.target.dies))",
      "\"kept_bytes\":\(transfers.keptBytes.count)",
      "\"dies_that_keep_all\":\(transfers.diesThatKeepAll)",
    ]
    if let plan = plans.first {
      fields += [
        "\"title\":\(quoted(plan.title))", "\"bound_bytes\":\(plan.bound.bytes.count)",
        "\"bound_bytes_per_die\":\(plan.bound.mostBytesPerDie.count)",
        "\"bound_seconds\":\(number(plan.bound.seconds.value))",
        "\"room_bytes_per_die\":\(room.count)", "\"messages\":\(size.messages)",
        "\"rounds\":\(size.rounds)",
        "\"rounds_seconds\":\(schedule.map { number($0.seconds.value) } ?? "null")",
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
