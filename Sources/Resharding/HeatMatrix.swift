import Quantities

/// Bytes from groups of source dies to groups of destination dies, coarse enough to be looked at.
public struct HeatMatrix: Hashable, Sendable {
  /// Names of the source groups: pipeline stages, or servers where there is one stage.
  public let sources: [String]
  /// Names of the destination groups: servers, or several of them.
  public let targets: [String]
  /// Bytes, source by source.
  private var cells: [Int64]
  /// The source group of each die.
  private let rows: [Int]
  /// First die of the destination groups, and dies of each.
  private let first: Int
  private let size: Int

  /// Bytes, source by source; what stays on its die is not counted.
  public var bytes: [[Bytes]] {
    sources.indices.map { row in
      targets.indices.map { Bytes(cells[row * targets.count + $0]) }
    }
  }

  /// A matrix without groups.
  init() {
    (sources, targets, cells, rows, first, size) = ([], [], [], [], 0, 1)
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
    (first, size, targets) = groups
    cells = [Int64](repeating: 0, count: sources.count * targets.count)
  }

  /// Counts bytes that go from one die to another; those that go to no destination group are left out.
  mutating func add(_ bytes: Int64, from: Int, to: Int) {
    add(bytes, fromGroup: rows[from], to: to)
  }

  /// Counts bytes that come from a whole source group.
  mutating func add(_ bytes: Int64, fromGroup row: Int, to die: Int) {
    let column = (die - first) / size
    guard die >= first, column < targets.count else { return }
    cells[row * targets.count + column] += bytes
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
