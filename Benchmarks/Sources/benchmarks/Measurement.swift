import Quantities

/// The time that one unit of work took.
struct Measurement: Sendable {
  let benchmark: String
  let item: String
  let unit: String
  let nanoseconds: Double

  /// The measurement as one line of JSON; names need no escaping.
  var json: String {
    #"{"benchmark":"\#(benchmark)","case":"\#(item)","unit":"\#(unit)","#
      + #""ns":\#(nanoseconds.fixed(2)),"per_second":\#((1e9 / nanoseconds).fixed(0))}"#
  }
}
