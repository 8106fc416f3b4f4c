import Quantities
import Specification

/// Who sends how much to whom when weights go from training to rollout.
public struct ReshardTraffic: Hashable, Sendable {
  /// How links of one kind are used.
  public struct Link: Hashable, Sendable {
    /// Which, as in "between servers".
    public var name: String
    /// Bytes over all of them.
    public var bytes: Bytes
    /// Dies that send or receive on them.
    public var dies: Int
    /// How long the busiest one would be at work at its own rate.
    public var busiest: SimDuration

    /// Makes a use.
    public init(name: String, bytes: Bytes, dies: Int, busiest: SimDuration) {
      self.name = name
      self.bytes = bytes
      self.dies = dies
      self.busiest = busiest
    }
  }

  /// What one die sends to another.
  public struct Transfer: Hashable, Sendable {
    /// The die that sends.
    public var from: Int
    /// The die that receives.
    public var to: Int
    /// How much.
    public var bytes: Bytes
    /// Over which links, as in "between servers".
    public var link: String

    /// Makes a transfer.
    public init(from: Int, to: Int, bytes: Bytes, link: String) {
      self.from = from
      self.to = to
      self.bytes = bytes
      self.link = link
    }
  }

  /// The layouts, as in "TP4 PP6 EP64 → TP4 EP64".
  public var layouts: String
  /// How weights are moved.
  public var strategy: ReshardStrategy
  /// How long moving them takes.
  public var duration: SimDuration
  /// The least that the links would take.
  public var bound: SimDuration
  /// Bytes that all dies receive.
  public var fabricBytes: Bytes
  /// Bytes that must enter dies, whatever the strategy.
  public var neededBytes: Bytes
  /// Memory that the fullest die needs beside the weights.
  public var extraMemory: Bytes
  /// Names of the groups that send: pipeline stages, or servers.
  public var sources: [String]
  /// Names of the groups that receive: servers, or several of them.
  public var targets: [String]
  /// Bytes, source by source.
  public var bytes: [[Bytes]]
  /// Links in use, near ones first.
  public var links: [Link]
  /// The transfer that takes a link longest; `nil` where nothing moves.
  public var slowest: Transfer?

  /// Makes a plan's traffic.
  public init(
    layouts: String, strategy: ReshardStrategy, duration: SimDuration, bound: SimDuration,
    fabricBytes: Bytes, neededBytes: Bytes, extraMemory: Bytes, sources: [String],
    targets: [String], bytes: [[Bytes]], links: [Link], slowest: Transfer?
  ) {
    self.layouts = layouts
    self.strategy = strategy
    self.duration = duration
    self.bound = bound
    self.fabricBytes = fabricBytes
    self.neededBytes = neededBytes
    self.extraMemory = extraMemory
    self.sources = sources
    self.targets = targets
    self.bytes = bytes
    self.links = links
    self.slowest = slowest
  }
}
