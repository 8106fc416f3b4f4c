import Quantities
import Specification

/// Clusters of published cases, by the names that the publications use.
///
/// Figures of GPUs are data-sheet figures known by heart; each says so in its source.
enum CaseHardware {
  /// The cluster that a case ran on; `nil` where the hardware is not known.
  static func cluster(_ one: PublishedCase) -> Cluster? {
    let name = one.hardware.lowercased()
    let devices = max(1, min(1 << 20, one.devices ?? 8))
    if let made = graphics(name, devices) { return made }
    return ascend(name, devices)
  }

  /// Dense 4-bit matrix peak, where a chip has one.
  static func fourBitPeak(_ chip: Chip) -> ComputeRate? {
    switch chip.name {
    case "B200": .tera(9000)
    case "GB200": .tera(9800)
    case "B300": .tera(13_500)
    case "GB300": .tera(15_000)
    case "MI355X": .tera(10_100)
    default: nil
    }
  }

  private static func ascend(_ name: String, _ devices: Int) -> Cluster? {
    func has(_ words: String...) -> Bool { words.contains { name.contains($0) } }
    if has("910c", "cloudmatrix", "a3") {
      var cluster = Cluster.cloudMatrix384
      cluster.serversPerSupernode = max(1, min(48, (devices + 15) / 16))
      cluster.supernodes = max(1, (devices + 767) / 768)
      return cluster
    }
    guard has("910", "a2", "ascend", "atlas", "npu") else { return nil }
    var cluster = servers(.a2, devices)
    let parts: [(words: [String], chip: Chip)] = [
      (["910b1", "910b2", "376t"], .ascend("Ascend 910B, 376 TFLOPS", 376)),
      (["910b4", "280t"], .ascend("Ascend 910B, 280 TFLOPS", 280)),
      (["910a", "910 pro", "atlas 800 9000"], .ascend("Ascend 910", 256, gibi: 32, memory: 1200)),
    ]
    if let part = parts.first(where: { $0.words.contains { name.contains($0) } }) {
      cluster.chip = part.chip
    }
    return cluster
  }

  private static func graphics(_ name: String, _ devices: Int) -> Cluster? {
    let words = name.split { !($0.isLetter || $0.isNumber) }
    let found = GraphicsCard.all.first { card in
      card.names.contains { key in
        // Short names must be words of their own; longer ones may stand in "8xh100" or "h100sxm".
        key.count > 3 ? name.contains(key) : words.contains { $0 == key || $0.hasSuffix("x" + key) }
      }
    }
    guard var card = found else { return nil }
    if name.contains("40gb") || name.contains("40g"), card.chip.name == "A100 80GB SXM" {
      card.chip = .nvidia("A100 40GB SXM", 312, eightBit: 624, gibi: 40, memory: 1555)
    }
    if name.contains("pcie"), let smaller = card.onPCIe { card = smaller.value }
    var cluster = servers(card.isAmpere ? .dgxA100 : .dgxH100, devices)
    cluster.name = "servers of \(card.chip.name)"
    cluster.chip = card.chip
    cluster.intraServer.bandwidth = .gigabytesPerSecond(card.inside)
    cluster.scaleOut.bandwidth = .gigabytesPerSecond(card.outside)
    guard card.trays else { return cluster }
    // Racks of 72 GPUs in one NVLink domain, four to a tray.
    cluster.name = "\(card.chip.name) NVL72"
    cluster.cardsPerServer = 4
    cluster.interServer = cluster.intraServer
    // NVLink to the host's processor, 450 GB/s one way, which two GPUs share; from memory.
    cluster.host.bandwidth = .gigabytesPerSecond(225)
    cluster.serversPerSupernode = max(1, min(18, (devices + 3) / 4))
    cluster.supernodes = max(1, (devices + 71) / 72)
    return cluster
  }

  private static func servers(_ cluster: Cluster, _ devices: Int) -> Cluster {
    var cluster = cluster
    cluster.supernodes = max(1, (devices + cluster.diesPerServer - 1) / cluster.diesPerServer)
    return cluster
  }
}
