/// Gives every row a column so that the sum of gains is the greatest there is; columns take several rows.
///
/// The Hungarian method by rows, with capacities: a full column is entered through the rows it holds.
struct Assignment {
  private let gains: (Int, Int) -> Int64
  private let capacities: [Int]
  private var rowPrices: [Int64]
  private var columnPrices: [Int64]
  /// Rows that each column holds.
  private var members: [[Int]]
  /// The column of each row.
  private(set) var columns: [Int]

  /// Assigns rows to columns.
  ///
  /// - Precondition: the columns have room for all rows.
  /// - Complexity: at most rows² × columns; far less where gains are alike.
  init(rows: Int, capacities: [Int], gains: @escaping (Int, Int) -> Int64) {
    let count = capacities.count
    precondition(
      rows <= capacities.reduce(0, +), "\(rows) rows for \(capacities.reduce(0, +)) places")
    self.gains = gains
    self.capacities = capacities
    rowPrices = [Int64](repeating: 0, count: rows)
    columnPrices = [Int64](repeating: 0, count: count)
    members = [[Int]](repeating: [], count: count)
    columns = [Int](repeating: -1, count: rows)
    for row in 0..<rows { insert(row) }
  }

  private mutating func insert(_ row: Int) {
    let count = columnPrices.count
    var slack = [Int64](repeating: .max, count: count)
    var way = [Int](repeating: -1, count: count)
    var isUsed = [Bool](repeating: false, count: count)
    var tree = [row]
    var fresh = 0
    var end = -1
    while end < 0 {
      for index in fresh..<tree.count {
        let from = tree[index]
        for column in 0..<count where !isUsed[column] {
          let cost = -gains(from, column) - rowPrices[from] - columnPrices[column]
          if cost < slack[column] { (slack[column], way[column]) = (cost, from) }
        }
      }
      fresh = tree.count
      var best = -1
      for column in 0..<count where !isUsed[column] && (best < 0 || slack[column] < slack[best]) {
        best = column
      }
      let step = slack[best]
      for from in tree { rowPrices[from] += step }
      for column in 0..<count {
        if isUsed[column] { columnPrices[column] -= step } else { slack[column] -= step }
      }
      isUsed[best] = true
      if members[best].count < capacities[best] { end = best } else { tree += members[best] }
    }
    shift(row, to: end, way)
  }

  /// Moves rows along the way that was found, back to the new one.
  private mutating func shift(_ row: Int, to end: Int, _ way: [Int]) {
    var column = end
    while true {
      let moved = way[column]
      let old = columns[moved]
      if old >= 0 { members[old].removeAll { $0 == moved } }
      columns[moved] = column
      members[column].append(moved)
      if moved == row { return }
      column = old
    }
  }
}
