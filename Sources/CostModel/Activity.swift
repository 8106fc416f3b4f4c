import Quantities
import Specification

/// What a die spends time on while it works through layers.
enum Activity: Int, CaseIterable {
  case products, attention, elementwise, tensorExchange, contextExchange, expertExchange,
    hotExperts, dispatch

  var name: String {
    switch self {
    case .products: "matrix products"
    case .attention: "attention"
    case .elementwise: "element-wise and memory"
    case .tensorExchange: "tensor-parallel exchange"
    case .contextExchange: "context-parallel exchange"
    case .expertExchange: "expert exchange"
    case .hotExperts: "waiting for hot experts"
    case .dispatch: "host dispatch"
    }
  }

  var source: Source {
    switch self {
    case .products: Calibration.matrixSource
    case .attention: Calibration.attentionEfficiency.source
    case .elementwise: Calibration.memoryEfficiency.source
    case .tensorExchange, .contextExchange, .expertExchange: Calibration.fabricSource
    case .hotExperts: Calibration.expertSpread.source
    case .dispatch: Calibration.hostSource
    }
  }
}

/// Seconds by activity; plain arithmetic on all of them at once.
struct Breakdown {
  var parts: SIMD8<Double> = .zero

  subscript(activity: Activity) -> Double {
    get { parts[activity.rawValue] }
    set { parts[activity.rawValue] = newValue }
  }

  var total: Double { parts.sum() }

  /// The seconds that links rather than the die are busy with an exchange between experts.
  var exchange: Double { self[.expertExchange] }

  static func + (lhs: Breakdown, rhs: Breakdown) -> Breakdown {
    Breakdown(parts: lhs.parts + rhs.parts)
  }

  static func += (lhs: inout Breakdown, rhs: Breakdown) { lhs.parts += rhs.parts }

  static func * (lhs: Breakdown, rhs: Double) -> Breakdown { Breakdown(parts: lhs.parts * rhs) }

  /// The parts that are not nothing, as terms.
  var terms: [CostTerm] {
    Activity.allCases.compactMap { activity in
      let seconds = self[activity]
      guard seconds != 0 else { return nil }
      return CostTerm(name: activity.name, seconds: Seconds(seconds), source: activity.source)
    }
  }
}
