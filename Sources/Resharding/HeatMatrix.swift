import Quantities

/// Bytes from groups of source dies to groups of destination dies, coarse enough to be looked at.
public struct HeatMatrix: Hashable, Sendable {
  /// Names of the source groups: pipeline stages, or servers where there is one stage.
  public let sources: [String]
  /// Names of the destination groups: servers, or several of them; behind them trainers of no such
  /// server, where some of the way is among them.
  public var targets: [String] { servers + (outside.contains { $0 > 0 } ? ["trainers"] : []) }
  private let servers: [String]
  /// Bytes, source by source.
  private var cells: [Int64]
  /// Bytes of each source group that go to no destination group.
  private var outside: [Int64]
  /// The source group of each die.
  private let rows: [Int]
  /// First die of the destination groups, and dies of each.
  private let first: Int
  private let size: Int

  /// Bytes, source by source; what stays on its die is not counted.
  public var bytes: [[Bytes]] {
    let isOutside = outside.contains { $0 > 0 }
    return sources.indices.map { row in
      servers.indices.map { Bytes(cells[row * servers.count + $0]) }
        + (isOutside ? [Bytes(outside[row])] : [])
    }
  }

  /// A matrix without groups.
  init() {
    (sources, servers, cells, outside, rows, first, size) = ([], [], [], [], [], 0, 1)
  }

  /// Most destination groups that are told apart.
  static let widest = 48

  /// A matrix of a plan's groups, all zero.
  init(groupsOf plan: TransferPlan, diesPerServer: Int) {
    var rows = [Int](repeating: 0, count: plan.traffic.dies)
    if plan.source.stages.count > 1 {
      sources = plan.source.stages.indices.map { "stage \($0)" }
      for (rank, die) in plan.source.dies.enumerated() {
        rows[die] = rank / plan.source.ranksPerStage % plan.source.stages.count
      }
    } else {
      let groups = Self.groups(plan.source.dies, diesPerServer)
      for die in plan.source.dies { rows[die] = (die - groups.first) / groups.size }
      sources = groups.names
    }
    self.rows = rows
    let groups = Self.groups(plan.target.dies, diesPerServer)
    (first, size, servers) = groups
    cells = [Int64](repeating: 0, count: sources.count * servers.count)
    outside = [Int64](repeating: 0, count: sources.count)
  }

  /// Counts bytes that go from one die to another.
  mutating func add(_ bytes: Int64, from: Int, to: Int) {
    add(bytes, fromGroup: rows[from], to: to)
  }

  /// Counts bytes that come from a whole source group.
  mutating func add(_ bytes: Int64, fromGroup row: Int, to die: Int) {
    let column = (die - first) / size
    guard die >= first, column < servers.count else {
      outside[row] += bytes
      return
    }
    cells[row * servers.count + column] += bytes
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
