import Quantities

/// The machine: supernodes of racks of servers of cards of dies, and the links between them.
///
/// Dies are numbered supernode by supernode, server by server, card by card, die by die. A cluster of
/// ordinary 8-card nodes is one whose supernode is a single server (`serversPerSupernode` 1): all
/// traffic between servers then goes over `scaleOut`.
public struct Cluster: Hashable, Sendable {
  /// The name, as in "CloudMatrix384".
  public var name: String
  /// The card.
  public var chip: Chip
  /// Cards in a server.
  public var cardsPerServer: Int
  /// Servers in a compute rack; only drawn, never reckoned with.
  public var serversPerRack: Int
  /// Servers in a scale-up domain (supernode).
  public var serversPerSupernode: Int
  /// Supernodes in the cluster, joined by `scaleOut`.
  public var supernodes: Int
  /// Between the dies of a card; `nil` for single-die cards.
  public var dieToDie: Link?
  /// Between cards of one server.
  public var intraServer: Link
  /// Whether cards of a server are joined pair by pair, so that a group of them has no more than the links
  /// between its members; else they are joined through switches, and any group has the whole rate.
  public var isMesh: Bool
  /// Between servers of one supernode; `nil` where a supernode is a single server.
  public var interServer: Link?
  /// Between supernodes (RoCE, InfiniBand), per die.
  public var scaleOut: Link
  /// Between a die and its host's memory.
  public var host: Link

  /// Makes a cluster.
  public init(
    name: String, chip: Chip, cardsPerServer: Int, serversPerRack: Int, serversPerSupernode: Int,
    supernodes: Int, dieToDie: Link?, intraServer: Link, isMesh: Bool = false, interServer: Link?,
    scaleOut: Link, host: Link
  ) {
    self.name = name
    self.chip = chip
    self.cardsPerServer = cardsPerServer
    self.serversPerRack = serversPerRack
    self.serversPerSupernode = serversPerSupernode
    self.supernodes = supernodes
    self.dieToDie = dieToDie
    self.intraServer = intraServer
    self.isMesh = isMesh
    self.interServer = interServer
    self.scaleOut = scaleOut
    self.host = host
  }
}

extension Cluster {
  /// Servers in the whole cluster.
  public var servers: Int { serversPerSupernode * supernodes }
  /// Cards in the whole cluster.
  public var cards: Int { servers * cardsPerServer }
  /// Dies in the whole cluster.
  public var dies: Int { cards * chip.diesPerCard }
  /// Dies in a server.
  public var diesPerServer: Int { cardsPerServer * chip.diesPerCard }
  /// Dies in a supernode.
  public var diesPerSupernode: Int { diesPerServer * serversPerSupernode }
}
