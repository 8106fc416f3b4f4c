/// A published figure beside what the model says of it.
public struct CaseResult: Hashable, Sendable {
  /// The case.
  public let published: PublishedCase
  /// What the model says; `nil` where the case cannot be simulated.
  public let predicted: Double?
  /// What the group's median efficiency would say, the case itself left out; `nil` where it is alone.
  public let naive: Double?
  /// Why the case cannot be simulated, or what a large error comes from.
  public let reason: String?

  /// predicted / published - 1; `nil` where nothing but zero was published.
  public var error: Double? { relative(predicted) }

  /// The naive guess over published, less one.
  public var naiveError: Double? { relative(naive) }

  private func relative(_ value: Double?) -> Double? {
    guard let value, published.value != 0 else { return nil }
    return value / published.value - 1
  }
}

/// Runs published cases through the model.
public enum Validation {
  /// What another part of the program predicts; `nil` leaves a case to the cost model.
  public typealias Predictor = (PublishedCase) -> CaseAnswer?

  /// Predicts every case and makes the naive guess beside it.
  ///
  /// `others` is asked first: it knows what takes a whole simulated RL step.
  public static func run(
    _ cases: [PublishedCase], others: Predictor = { _ in nil }
  ) -> [CaseResult] {
    var predictions: [(value: Double, ideal: Double)?] = []
    var reasons: [String?] = []
    for one in cases {
      switch answer(one, others) {
      case .figure(let value, let ideal) where value.isFinite && value >= 0:
        predictions.append((value, ideal))
        reasons.append(nil)
      case .figure:
        predictions.append(nil)
        reasons.append("missing: a configuration that has a finite cost")
      case .missing(let reason):
        predictions.append(nil)
        reasons.append("missing: \(reason)")
      }
    }
    return cases.indices.map { index in
      let one = cases[index]
      let value = predictions[index]?.value
      return CaseResult(
        published: one, predicted: value,
        naive: naive(index, cases, predictions.map { $0?.ideal }),
        reason: reasons[index]
          ?? value.flatMap { CaseReason.reason(of: one, error: $0 / one.value - 1) })
    }
  }

  private static func answer(_ one: PublishedCase, _ others: Predictor) -> CaseAnswer {
    if let reason = one.implausible { return .missing(reason) }
    if let answer = others(one) { return answer }
    do {
      let made = try CasePrediction.predict(one)
      return .figure(made.value, ideal: made.ideal)
    } catch {
      return .missing(error.reason)
    }
  }

  /// The median efficiency of the group's other rows of the same kind, at this row's scale.
  private static func naive(
    _ index: Int, _ cases: [PublishedCase], _ ideals: [Double?]
  ) -> Double? {
    let one = cases[index]
    guard let ideal = ideals[index] else { return nil }
    var efficiencies: [Double] = []
    for other in cases.indices
    where other != index && cases[other].source == one.source && cases[other].metric == one.metric {
      if let scale = ideals[other] { efficiencies.append(cases[other].value / scale) }
    }
    return median(efficiencies).map { $0 * ideal }
  }

  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
