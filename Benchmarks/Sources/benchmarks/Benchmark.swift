import Quantities

/// A set of measurements under one name.
struct Benchmark: Sendable {
  let name: String
  let title: String
  /// What is counted, such as "events".
  let unit: String
  let cases: [Case]

  /// One thing to measure: makes it ready, outside of the measurement, and returns what to measure.
  struct Case: Sendable {
    let name: String
    /// Units that one call of the body works off.
    let count: Int
    /// What one unit may take, in nanoseconds; `nil` where there is no budget.
    var budget: Double?
    let prepare: @Sendable () -> () -> Void
  }

  /// Measures every case, the best of several rounds.
  ///
  /// The best, not the mean: whatever else the machine does only ever adds.
  func run(rounds: Int) -> [Measurement] {
    cases.map { item in
      let body = item.prepare()
      body()  // fills caches and grows arrays
      let best = (0..<rounds).map { _ in Stopwatch.measure(body) }.min() ?? .infinity
      return Measurement(
        benchmark: name, item: item.name, unit: unit,
        nanoseconds: best * 1e9 / Double(item.count), budget: item.budget)
    }
  }

  /// The measurements as lines to read.
  func table(of rows: [Measurement]) -> [String] {
    let width = (rows.map(\.item.count).max() ?? 0) + 2
    let head = "ns each".leftPadded(to: 12) + "\(unit)/s".leftPadded(to: 14)
    return [title, "  " + String(repeating: " ", count: width) + head]
      + rows.map { row in
        "  " + row.item.rightPadded(to: width)
          + row.nanoseconds.fixed(1).leftPadded(to: 12)
          + (1e9 / row.nanoseconds).fixed(0).leftPadded(to: 14) + row.verdict
      } + [""]
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  fileprivate func rightPadded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
