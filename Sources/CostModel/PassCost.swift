import Quantities

/// What a pass over a step's sequences costs.
public struct PassCost: Hashable, Sendable {
  /// From the first operation to the last die's end.
  public let total: Seconds
  /// What the busiest stage of the slowest data-parallel rank spends the time on; adds up to `total`.
  public let terms: [CostTerm]
  /// Share of the total in which each pipeline stage computes, in the slowest rank.
  public let stageBusy: [Double]
  /// How long data-parallel ranks take that go through their experts together, of the slowest ones' time, in
  /// rank order; empty where there is nothing to do.
  public let laneShares: [Double]
  /// Work that the model needs, nothing made again counted: what MFU counts.
  public let flops: FLOPs

  /// Makes a cost.
  public init(
    total: Seconds, terms: [CostTerm], stageBusy: [Double], laneShares: [Double] = [], flops: FLOPs
  ) {
    self.total = total
    self.terms = terms
    self.stageBusy = stageBusy
    self.laneShares = laneShares
    self.flops = flops
  }

  /// The same pass so many times.
  static func * (lhs: PassCost, rhs: Double) -> PassCost {
    PassCost(
      total: lhs.total * rhs,
      terms: lhs.terms.map {
        CostTerm(name: $0.name, seconds: $0.seconds * rhs, source: $0.source)
      }, stageBusy: lhs.stageBusy, laneShares: lhs.laneShares,
      flops: FLOPs(lhs.flops.count * rhs))
  }
}
