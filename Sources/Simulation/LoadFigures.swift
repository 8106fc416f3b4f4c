import CostModel
import Specification

/// What it takes to tell how hard a die works, apart from the many figures that stand for a scenario.
struct LoadFigures: Sendable {
  /// Bytes that a token sends to experts and back; 0 where no die has experts of others.
  let exchangeBytes: Double
  private let idle: Double
  /// `nil` where the card's draw is not published.
  private let peak: Double?

  init(_ costs: StepCosts) {
    let scenario = costs.scenario
    exchangeBytes =
      scenario.rollout.expert > 1
      ? scenario.model.exchangeBytesPerToken(dispatch: scenario.rollout.weights) : 0
    idle = scenario.cluster.chip.power?.idle ?? 0
    peak = scenario.cluster.chip.power?.peak
  }

  /// Watts of a card at a share of its compute; `nil` where the chip's draw is not published.
  func power(utilisation: Double) -> Double? {
    peak.map { idle + ($0 - idle) * min(1, max(0, utilisation)) }
  }
}
