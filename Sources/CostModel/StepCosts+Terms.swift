import Quantities
import Specification

extension StepCosts {
  /// What handing out samples is made of; adds up to `start(of:payload:)`.
  public func startTerms(of phase: HandedPhase, payload: Bytes) -> [CostTerm] {
    let seconds = start(of: phase, payload: payload)
    switch scenario.policy.dataPath {
    case .controller:
      return [
        CostTerm(
          name:
            "one controller, \(payload) × \(scenario.training.diesPerReplica) workers of a replica",
          seconds: seconds,
          source: Calibration.controllerRate.source)
      ]
    case .distributedQueue:
      return [
        CostTerm(
          name: "each worker fetches \(payload)", seconds: seconds,
          source: scenario.cluster.host.source)
      ]
    }
  }

  /// What scoring samples of so many tokens is made of; adds up to `reward(tokens:)`.
  public func rewardTerms(tokens: Int) -> [CostTerm] {
    [
      CostTerm(
        name: "scoring \(tokens) tokens", seconds: reward(tokens: tokens),
        source: Calibration.rewardRate.source)
    ]
  }

  /// What giving memory back is made of; adds up to `release(_:)`.
  public func releaseTerms(_ name: String, _ bytes: Bytes) -> [CostTerm] {
    [
      CostTerm(
        name: "\(name), \(bytes) a die", seconds: release(bytes),
        source: Calibration.ascendRelease.source)
    ]
  }

  /// What moving bytes between a die and its host is made of; adds up to `offload(_:)`.
  public func hostTerms(_ name: String, _ bytes: Bytes) -> [CostTerm] {
    [
      CostTerm(
        name: "\(name), \(bytes) a die", seconds: offload(bytes),
        source: scenario.cluster.host.source)
    ]
  }
}
