import Quantities

/// Bytes from groups of source dies to groups of destination dies, coarse enough to be looked at.
public struct HeatMatrix: Hashable, Sendable {
  /// Names of the source groups: pipeline stages, or servers where there is one stage.
  public let sources: [String]
  /// Names of the destination groups: servers, or several of them.
  public let targets: [String]
  /// Bytes, source by source; what stays on its die is not counted.
  public let bytes: [[Bytes]]

  init(sources: [String], targets: [String], bytes: [[Bytes]]) {
    self.sources = sources
    self.targets = targets
    self.bytes = bytes
  }

  /// Most destination groups that are told apart.
  static let widest = 48

  init(_ plan: TransferPlan, diesPerServer: Int) {
    let dies = plan.traffic.dies
    var row = [Int](repeating: 0, count: dies)
    var sources: [String] = []
    if plan.source.stages.count > 1 {
      sources = plan.source.stages.indices.map { "stage \($0)" }
      for (rank, die) in plan.source.dies.enumerated() {
        row[die] = rank / plan.source.ranksPerStage % plan.source.stages.count
      }
    } else {
      let groups = Self.groups(plan.source.dies, diesPerServer)
      for die in plan.source.dies { row[die] = (die - groups.first) / groups.size }
      sources = groups.names
    }
    let groups = Self.groups(plan.target.dies, diesPerServer)
    let width = groups.names.count
    var cells = [Int64](repeating: 0, count: sources.count * width)
    for move in plan.moves where move.from != move.to {
      let column = (Int(move.to) - groups.first) / groups.size
      cells[row[Int(move.from)] * width + column] +=
        plan.bundles[Int(move.bundle)].bytes(move.parts)
    }
    self.sources = sources
    targets = groups.names
    bytes = sources.indices.map { row in
      (0..<width).map { Bytes(cells[row * width + $0]) }
    }
  }

  /// Consecutive servers, as many to a group as keep the groups few.
  private static func groups(
    _ dies: [Int], _ diesPerServer: Int
  ) -> (first: Int, size: Int, names: [String]) {
    let low = (dies.min() ?? 0) / diesPerServer
    let high = (dies.max() ?? 0) / diesPerServer
    let each = (high - low) / widest + 1
    let names = stride(from: low, through: high, by: each).map { server in
      let last = min(server + each - 1, high)
      return last == server ? "server \(server)" : "servers \(server)-\(last)"
    }
    return (low * diesPerServer, each * diesPerServer, names)
  }
}
