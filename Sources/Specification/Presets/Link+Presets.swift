import Quantities

extension Link {
  /// Between the two dies of a 910C card.
  static let ascendDieToDie = Link(
    bandwidth: .gigabytesPerSecond(270), efficiency: 0.83, latency: .micro(0.2),
    source: Source(
      "270 GB/s one way: CloudMatrix384 paper, arXiv 2506.12708; share and latency: 224 GB/s and "
        + "0.2 us in Ascend/msmodeling, tensor_cast/device.py at 84fec85, not measured", .derived))

  /// Unified Bus inside a server: reads of 167 of 196 GB/s, 1.2 µs for 512 bytes.
  static let unifiedBusInServer = Link(
    bandwidth: .gigabytesPerSecond(196), efficiency: 0.852, latency: .micro(1.2),
    source: Source("CloudMatrix384 paper, arXiv 2506.12708, table 1 (read, intra-node)"))

  /// Unified Bus between servers: reads of 164 of 196 GB/s, 1.9 µs for 512 bytes.
  static let unifiedBus = Link(
    bandwidth: .gigabytesPerSecond(196), efficiency: 0.837, latency: .micro(1.9),
    source: Source("CloudMatrix384 paper, arXiv 2506.12708, table 1 (read, inter-node)"))

  /// RoCE plane of an Ascend die: 200 Gbit/s.
  static let ascendRoCE = Link(
    bandwidth: .gigabytesPerSecond(25), efficiency: 0.98, latency: .micro(5.5),
    source: Source(
      "200 Gbit/s a die: CloudMatrix384 paper, arXiv 2506.12708; 24.5 GB/s and 5.5 us in "
        + "Ascend/msmodeling, tensor_cast/device.py at 84fec85, not measured", .secondary))

  /// A 910C die's share of its host's Unified Bus ports.
  ///
  /// A die alone reads host memory at 151 GB/s and writes it at 110 GB/s. But offload and onload move
  /// all dies at once, and then the four CPUs' ports, 160 GB/s each, are shared by 16 dies.
  static let unifiedBusHost = Link(
    bandwidth: .gigabytesPerSecond(40), efficiency: 0.77, latency: .micro(1),
    source: Source(
      "4 CPU ports of 160 GB/s over the 16 dies of a server, all at once; share as one die alone: "
        + "151 of 196 GB/s; CloudMatrix384 paper, arXiv 2506.12708, section 3 and table 1", .derived
    ))

  /// The full mesh of eight 910B cards.
  static let ascendMesh = Link(
    bandwidth: .gigabytesPerSecond(196), efficiency: 0.7, latency: .micro(0.5),
    source: Source(
      "392 GB/s both ways: Atlas 800T A2 white paper v16; share and latency: Ascend/msmodeling, "
        + "tensor_cast/device.py at 84fec85, not measured", .secondary))

  /// RoCE of a 910B card: 200 Gbit/s.
  static let ascendA2RoCE = Link(
    bandwidth: .gigabytesPerSecond(25), efficiency: 0.98, latency: .micro(1.5),
    source: Source(
      "200GE a card: Atlas 800T A2 white paper v16; latency: Ascend/msmodeling, "
        + "tensor_cast/device.py at 84fec85; share as on A3, not measured", .secondary))

  /// PCIe with 16 lanes to the host, one direction.
  static func pcie(gigabytesPerSecond rate: Double, _ generation: String) -> Link {
    Link(
      bandwidth: .gigabytesPerSecond(rate), efficiency: 0.8, latency: .micro(2),
      source: Source("\(generation) x16 line rate; share and latency taken for granted", .assumed))
  }

  /// NVLink, one direction; 158 of 200 GB/s is what DeepEP's combine reaches on an H800.
  static func nvLink(gigabytesPerSecond rate: Double, _ product: String) -> Link {
    Link(
      bandwidth: .gigabytesPerSecond(rate), efficiency: 0.79, latency: .micro(2),
      source: Source(
        "\(product) data sheet, from memory and not checked; share: 158 of 200 GB/s, "
          + "deepseek-ai/DeepEP docs/legacy.md, EP8 on H800; latency taken for granted", .assumed))
  }

  /// A network card a GPU; 43 of 50 GB/s is what DeepEP reaches between two H800 servers.
  static func network(gigabytesPerSecond rate: Double, _ product: String) -> Link {
    Link(
      bandwidth: .gigabytesPerSecond(rate), efficiency: 0.86, latency: .micro(5),
      source: Source(
        "\(product), from memory and not checked; share: 43 of 50 GB/s, deepseek-ai/DeepEP "
          + "docs/legacy.md, EP16 on H800; latency taken for granted", .assumed))
  }
}
