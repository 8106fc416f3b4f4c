import Quantities

/// A card, a server or a server's link that stops working, or turns slow, at a time.
public struct Fault: Hashable, Sendable {
  /// When.
  public var at: SimTime
  /// The card that it hits, counted over the whole cluster.
  public var card: Int?
  /// The server that it hits with all its cards, counted over the whole cluster.
  public var server: Int?
  /// The server whose link to the others it hits.
  ///
  /// Cards that are cut off keep their state, but nothing that spans more than the server can go on.
  public var link: Int?
  /// How many times as long everything takes there from then on, above 1; `nil` where it stops.
  public var slowdown: Double?
  /// How long it stays slow; `nil` for good.
  public var lasting: SimDuration?

  /// Makes a fault of one card, server or link.
  public init(
    at: SimTime, card: Int? = nil, server: Int? = nil, link: Int? = nil, slowdown: Double? = nil,
    lasting: SimDuration? = nil
  ) {
    self.at = at
    self.card = card
    self.server = server
    self.link = link
    self.slowdown = slowdown
    self.lasting = lasting
  }
}

/// What a fault hits.
public enum FaultTarget: String, Hashable, Sendable, CaseIterable {
  /// A card.
  case card
  /// A server with all its cards.
  case server
  /// A server's link to the others.
  case link
}

/// Faults that come by chance: exponentially distributed spans, each target as likely as the others.
public struct FaultRate: Hashable, Sendable {
  /// What they hit.
  public var hits: FaultTarget
  /// The mean span between two of them, in the whole cluster.
  public var every: SimDuration
  /// How many times as long everything takes there from then on; `nil` where it stops.
  public var slowdown: Double?
  /// How long it stays slow; `nil` for good.
  public var lasting: SimDuration?

  /// Makes a rate.
  public init(
    hits: FaultTarget, every: SimDuration, slowdown: Double? = nil, lasting: SimDuration? = nil
  ) {
    self.hits = hits
    self.every = every
    self.slowdown = slowdown
    self.lasting = lasting
  }

  /// The fault of one of its targets at a time.
  public func fault(of index: Int, at time: SimTime) -> Fault {
    var fault = Fault(at: time, slowdown: slowdown, lasting: lasting)
    switch hits {
    case .card: fault.card = index
    case .server: fault.server = index
    case .link: fault.link = index
    }
    return fault
  }
}

extension Cluster {
  /// How many cards, servers or links there are to be hit.
  public func count(of target: FaultTarget) -> Int {
    switch target {
    case .card: cards
    case .server, .link: servers
    }
  }

  /// The cards of a server.
  public func cards(ofServer server: Int) -> Range<Int> {
    server * cardsPerServer..<(server + 1) * cardsPerServer
  }

  /// The cluster with all links between servers slower by a factor, as they are to a collective that has
  /// to wait for one of them.
  public func withLinksBetweenServers(slowerBy factor: Double) -> Cluster {
    var changed = self
    changed.scaleOut.bandwidth = scaleOut.bandwidth * (1 / factor)
    changed.interServer = interServer.map { link in
      var slower = link
      slower.bandwidth = link.bandwidth * (1 / factor)
      return slower
    }
    return changed
  }
}
