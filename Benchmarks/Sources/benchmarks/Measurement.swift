import Quantities

/// The time that one unit of work took.
struct Measurement: Sendable {
  let benchmark: String
  let item: String
  let unit: String
  let nanoseconds: Double
  /// What it may take.
  let budget: Double?

  /// The budget, and whether it holds; nothing without one.
  var verdict: String {
    budget.map { "   budget \($0.fixed(0)) ns: \(nanoseconds <= $0 ? "holds" : "does not hold")" }
      ?? ""
  }

  /// The measurement as one line of JSON; names need no escaping.
  var json: String {
    #"{"benchmark":"\#(benchmark)","case":"\#(item)","unit":"\#(unit)","#
      + #""ns":\#(nanoseconds.fixed(2)),"per_second":\#((1e9 / nanoseconds).fixed(0))"#
      + (budget.map { #","budget_ns":\#($0.fixed(0))"# } ?? "") + "}"
  }
}
