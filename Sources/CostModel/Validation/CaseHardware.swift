import Quantities
import Specification

/// Clusters of published cases, by the names that the publications use.
///
/// Figures of GPUs are data-sheet figures known by heart; each says so in its source.
enum CaseHardware {
  /// The cluster that a case ran on; `nil` where the hardware is not known.
  static func cluster(_ one: PublishedCase) -> Cluster? {
    let name = one.hardware.lowercased()
    let devices = max(1, one.devices ?? 8)
    func has(_ words: String...) -> Bool { words.contains { name.contains($0) } }
    if has("910c", "a3", "cloudmatrix") {
      var cluster = Cluster.cloudMatrix384
      cluster.serversPerSupernode = max(1, min(48, (devices + 15) / 16))
      cluster.supernodes = max(1, (devices + 767) / 768)
      return cluster
    }
    if has("910b", "a2", "ascend", "atlas") { return servers(.a2, devices) }
    if has("gb300") { return rack(.gb300, "GB300", devices) }
    if has("gb200") { return rack(.gb200, "GB200", devices) }
    if has("b300") { return blackwell(.b300, devices) }
    if has("b200") { return blackwell(.b200, devices) }
    if has("h200") {
      var cluster = servers(.dgxH100, devices)
      cluster.chip = .h200
      return cluster
    }
    if has("h20") { return servers(.h20, devices) }
    if has("h800") { return servers(.h800, devices) }
    if has("h100") { return servers(.dgxH100, devices) }
    if has("a100") {
      var cluster = servers(.dgxA100, devices)
      if has("40gb") { cluster.chip = .a100Small }
      return cluster
    }
    return nil
  }

  /// Dense 4-bit matrix peak, where a chip has one.
  static func fourBitPeak(_ chip: Chip) -> ComputeRate? {
    switch chip.name {
    case "B200": .tera(9000)
    case "GB200": .tera(9800)
    case "B300": .tera(13_500)
    case "GB300": .tera(15_000)
    default: nil
    }
  }

  private static func servers(_ cluster: Cluster, _ devices: Int) -> Cluster {
    var cluster = cluster
    cluster.supernodes = max(1, (devices + cluster.diesPerServer - 1) / cluster.diesPerServer)
    return cluster
  }

  private static func blackwell(_ chip: Chip, _ devices: Int) -> Cluster {
    var cluster = servers(.dgxH100, devices)
    cluster.name = "servers of \(chip.name)"
    cluster.chip = chip
    cluster.intraServer.bandwidth = .gigabytesPerSecond(900)
    cluster.scaleOut.bandwidth = .gigabytesPerSecond(chip.name.contains("B300") ? 100 : 50)
    return cluster
  }

  /// Racks of 72 GPUs in one NVLink domain, four to a tray.
  private static func rack(_ chip: Chip, _ name: String, _ devices: Int) -> Cluster {
    var cluster = blackwell(chip, devices)
    cluster.name = "\(name) NVL72"
    cluster.cardsPerServer = 4
    cluster.interServer = cluster.intraServer
    cluster.serversPerSupernode = max(1, min(18, (devices + 3) / 4))
    cluster.supernodes = max(1, (devices + 71) / 72)
    return cluster
  }
}

extension PublishedCase {
  /// A cluster of so many dies of the hardware it names; `nil` where the hardware is not known.
  public func cluster(devices: Int) -> Cluster? {
    var one = self
    one.devices = devices
    return CaseHardware.cluster(one)
  }
}

extension Chip {
  private static func nvidia(
    _ name: String, matrix: Double, matrix8Bit: Double?, gibi: Double, memory: Double
  ) -> Chip {
    Chip(
      name: name, diesPerCard: 1, matrix: .tera(matrix), matrix8Bit: matrix8Bit.map { .tera($0) },
      vector: .tera(matrix / 8), memory: .gibi(gibi),
      memoryBandwidth: .gigabytesPerSecond(memory), power: nil,
      source: Source("NVIDIA data sheet, from memory and not checked", .assumed))
  }

  fileprivate static let a100Small = nvidia(
    "A100 40GB SXM", matrix: 312, matrix8Bit: 624, gibi: 40, memory: 1555)
  fileprivate static let h200 = nvidia(
    "H200 SXM", matrix: 989, matrix8Bit: 1979, gibi: 131, memory: 4800)
  fileprivate static let b200 = nvidia(
    "B200", matrix: 2250, matrix8Bit: 4500, gibi: 167, memory: 7700)
  fileprivate static let gb200 = nvidia(
    "GB200", matrix: 2450, matrix8Bit: 4900, gibi: 173, memory: 8000)
  fileprivate static let b300 = nvidia(
    "B300", matrix: 2250, matrix8Bit: 4500, gibi: 267, memory: 8000)
  fileprivate static let gb300 = nvidia(
    "GB300", matrix: 2500, matrix8Bit: 5000, gibi: 267, memory: 8000)
}
