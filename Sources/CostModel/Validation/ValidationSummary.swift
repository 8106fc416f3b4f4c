/// How well a group of published figures is predicted.
public struct ValidationSummary: Hashable, Sendable {
  /// The publication and the metric.
  public let group: String
  /// Cases in the group.
  public let count: Int
  /// Cases that could be simulated.
  public let simulated: Int
  /// Median of the absolute errors.
  public let median: Double
  /// Mean of the absolute errors.
  public let mean: Double
  /// The largest absolute error.
  public let worst: Double
  /// Mean of the signed errors.
  public let bias: Double
  /// How alike the order of the predictions is to the order of the figures (Spearman), -1…1; `nil` for
  /// fewer than three.
  public let rank: Double?
  /// Mean absolute error of the naive guess; `nil` where there is none.
  public let naive: Double?

  /// Whether the naive guess is at least as good, in a group of more than five.
  public var isLoss: Bool {
    guard let naive, simulated > 5 else { return false }
    return naive <= mean
  }

  /// Sums up results, one group for each publication and metric, in order of appearance.
  public static func summaries(of results: [CaseResult]) -> [ValidationSummary] {
    var names: [String] = []
    var groups: [[CaseResult]] = []
    for result in results {
      let name = "\(result.published.source), \(result.published.metric)"
      if let index = names.firstIndex(of: name) {
        groups[index].append(result)
      } else {
        names.append(name)
        groups.append([result])
      }
    }
    return zip(names, groups).map { ValidationSummary(group: $0, $1) }
  }

  /// Sums up one group.
  public init(group: String, _ results: [CaseResult]) {
    self.group = group
    count = results.count
    let errors = results.compactMap(\.error)
    simulated = errors.count
    let sizes = errors.map(\.magnitude)
    func mean(_ values: [Double]) -> Double {
      values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
    median = Validation.median(sizes) ?? 0
    self.mean = mean(sizes)
    worst = sizes.max() ?? 0
    bias = mean(errors)
    let guesses = results.filter { $0.error != nil }.compactMap { $0.naiveError?.magnitude }
    naive = guesses.isEmpty ? nil : mean(guesses)
    let pairs = results.compactMap { one in one.predicted.map { ($0, one.published.value) } }
    rank = Self.spearman(pairs)
  }

  /// Rank correlation; ties share the mean of their ranks.
  static func spearman(_ pairs: [(Double, Double)]) -> Double? {
    guard pairs.count > 2 else { return nil }
    let first = ranks(pairs.map(\.0))
    let second = ranks(pairs.map(\.1))
    let middle = Double(pairs.count + 1) / 2
    var both = 0.0
    var one = 0.0
    var other = 0.0
    for index in pairs.indices {
      let a = first[index] - middle
      let b = second[index] - middle
      both += a * b
      one += a * a
      other += b * b
    }
    guard one > 0, other > 0 else { return nil }
    return both / (one * other).squareRoot()
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return ranks
  }
}
