/// What a card draws between idle and full load.
public struct PowerRange: Hashable, Sendable {
  /// Watts when nothing runs.
  public var idle: Double
  /// Watts at full load.
  public var peak: Double
  /// Where the figures come from.
  public var source: Source

  /// Makes a range of watts.
  public init(idle: Double, peak: Double, source: Source = .given) {
    self.idle = idle
    self.peak = peak
    self.source = source
  }
}
