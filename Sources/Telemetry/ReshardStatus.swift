import Quantities

/// One change of layout under way.
public struct ReshardStatus: Hashable, Sendable {
  /// One thing that is done in a switch.
  public struct Part: Hashable, Sendable {
    /// What is done, as in "onload optimizer".
    public var name: String
    /// When it begins, counted from the beginning of the switch; parts may run beside each other.
    public var start: SimDuration
    /// How long it takes.
    public var duration: SimDuration
    /// Bytes that each die moves, at most.
    public var bytesPerDie: Bytes
    /// Whether it is the part that `traffic` is about.
    public var movesWeights: Bool

    /// Makes a part.
    public init(
      name: String, start: SimDuration = .zero, duration: SimDuration, bytesPerDie: Bytes,
      movesWeights: Bool = false
    ) {
      self.name = name
      self.start = start
      self.duration = duration
      self.bytesPerDie = bytesPerDie
      self.movesWeights = movesWeights
    }

    /// When it ends, counted from the beginning of the switch.
    public var end: SimDuration { start + duration }
  }

  /// From which use of the weights to which, as in "train → rollout".
  public var title: String
  /// Its parts, in the order in which they begin.
  public var parts: [Part]
  /// Bytes that all dies receive over the fabric.
  public var fabricBytes: Bytes
  /// The dies that take part.
  public var dies: Range<Int>
  /// Who sends how much to whom; `nil` where nothing crosses the fabric.
  public var traffic: ReshardTraffic?
  /// How much of it is over as this is told.
  public var elapsed = SimDuration.zero
  /// Whether it has stopped, for a die that it needs is down.
  public var isStopped = false

  /// Makes the status of a switch that begins.
  public init(
    title: String, parts: [Part], fabricBytes: Bytes, dies: Range<Int>,
    traffic: ReshardTraffic? = nil
  ) {
    self.title = title
    self.parts = parts
    self.fabricBytes = fabricBytes
    self.dies = dies
    self.traffic = traffic
  }

  /// How long all of it takes.
  public var duration: SimDuration { parts.reduce(.zero) { max($0, $1.end) } }

  /// The share of the weights that has arrived so long after the beginning.
  ///
  /// All dies send from the start of the part that moves them to its end.
  public func arrivedShare(after elapsed: SimDuration) -> Double {
    guard let part = parts.first(where: \.movesWeights) else { return 0 }
    guard elapsed < part.end else { return 1 }
    return elapsed > part.start ? (elapsed - part.start).seconds / part.duration.seconds : 0
  }
}
