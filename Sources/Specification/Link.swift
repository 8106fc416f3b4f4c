import Quantities

/// One tier of the fabric, as one die sees it.
public struct Link: Hashable, Sendable {
  /// Peak bandwidth per die, one direction, as the data sheet has it.
  public var bandwidth: Bandwidth
  /// Share of the peak that large transfers reach, 0…1, measured.
  public var efficiency: Double
  /// Time from first byte sent to first byte seen.
  public var latency: Seconds
  /// Where the figures come from.
  public var source: Source

  /// Makes a link.
  public init(bandwidth: Bandwidth, efficiency: Double, latency: Seconds, source: Source) {
    self.bandwidth = bandwidth
    self.efficiency = efficiency
    self.latency = latency
    self.source = source
  }

  /// What large transfers reach: peak times efficiency.
  public var effectiveBandwidth: Bandwidth { bandwidth * efficiency }
}
