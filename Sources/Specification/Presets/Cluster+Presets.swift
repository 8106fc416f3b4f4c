import Quantities

extension Cluster {
  /// All clusters that can be called by name.
  public static let presets: [Preset<Cluster>] = [
    Preset("cloudmatrix384", .cloudMatrix384), Preset("cloudmatrix384x4", .cloudMatrix384x4),
    Preset("a3-64", .a3x64), Preset("a3-128", .a3x128), Preset("a2-910b", .a2),
    Preset("dgx-a100", .dgxA100), Preset("dgx-h100", .dgxH100), Preset("h800", .h800),
    Preset("h20", .h20),
  ]

  /// One CloudMatrix384: 384 cards in 48 servers, 12 compute racks.
  ///
  /// Its second level of switches is non-blocking, so a supernode is flat: leaving the server costs 2 %
  /// of the bandwidth, leaving the supernode most of it (CloudMatrix384 paper, arXiv 2506.12708).
  public static let cloudMatrix384 = atlasA3("CloudMatrix384", servers: 48)

  /// Four of them, joined by the RDMA plane.
  public static let cloudMatrix384x4 = atlasA3("4 × CloudMatrix384", servers: 48, supernodes: 4)

  /// Eight Atlas A3 servers as one logical supernode of 64 cards.
  public static let a3x64 = atlasA3("Atlas A3, 64 cards", servers: 8)

  /// Sixteen Atlas A3 servers as one logical supernode of 128 cards.
  public static let a3x128 = atlasA3("Atlas A3, 128 cards", servers: 16)

  /// 128 Atlas 800T A2 servers of eight single-die cards: 1,024 cards.
  public static let a2 = nodes(
    "Atlas 800T A2", .ascend910B, count: 128, perRack: 4, inside: .ascendMesh, isMesh: true,
    between: .ascendA2RoCE, host: .pcie(gigabytesPerSecond: 32, "PCIe 4.0"))

  /// 16 DGX A100 servers.
  public static let dgxA100 = nodes(
    "DGX A100", .a100, count: 16, perRack: 4, inside: .nvLink(gigabytesPerSecond: 300, "DGX A100"),
    between: .network(gigabytesPerSecond: 25, "one 200 Gbit/s HDR card a GPU"),
    host: .pcie(gigabytesPerSecond: 32, "PCIe 4.0"))

  /// 16 DGX H100 servers.
  public static let dgxH100 = nodes(
    "DGX H100", .h100, count: 16, perRack: 4, inside: .nvLink(gigabytesPerSecond: 450, "DGX H100"),
    between: .network(gigabytesPerSecond: 50, "one 400 Gbit/s NDR card a GPU"),
    host: .pcie(gigabytesPerSecond: 64, "PCIe 5.0"))

  /// 64 servers of eight H800.
  public static let h800 = nodes(
    "H800 servers", .h800, count: 64, perRack: 4, inside: .nvLink(gigabytesPerSecond: 200, "H800"),
    between: .network(gigabytesPerSecond: 50, "one 400 Gbit/s card a GPU"),
    host: .pcie(gigabytesPerSecond: 64, "PCIe 5.0"))

  /// 32 servers of eight H20.
  public static let h20 = nodes(
    "H20 servers", .h20, count: 32, perRack: 4, inside: .nvLink(gigabytesPerSecond: 450, "H20"),
    between: .network(gigabytesPerSecond: 50, "one 400 Gbit/s card a GPU"),
    host: .pcie(gigabytesPerSecond: 64, "PCIe 5.0"))

  /// Supernodes of Atlas A3 servers: eight 910C a server, four servers a rack.
  private static func atlasA3(_ name: String, servers: Int, supernodes: Int = 1) -> Cluster {
    Cluster(
      name: name, chip: .ascend910C, cardsPerServer: 8, serversPerRack: 4,
      serversPerSupernode: servers, supernodes: supernodes, dieToDie: .ascendDieToDie,
      intraServer: .unifiedBusInServer, interServer: .unifiedBus, scaleOut: .ascendRoCE,
      host: .unifiedBusHost)
  }

  /// Ordinary servers of eight single-die cards.
  private static func nodes(
    _ name: String, _ chip: Chip, count: Int, perRack: Int, inside: Link, isMesh: Bool = false,
    between: Link, host: Link
  ) -> Cluster {
    Cluster(
      name: name, chip: chip, cardsPerServer: 8, serversPerRack: perRack, serversPerSupernode: 1,
      supernodes: count, dieToDie: nil, intraServer: inside, isMesh: isMesh, interServer: nil,
      scaleOut: between, host: host)
  }
}
