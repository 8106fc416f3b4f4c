/// One cell of a ``Strip``: what its left part shows, what its right part, and where they meet.
struct StripCell: Hashable {
  /// The span on the left, or -1.
  let left: Int
  /// The span on the right, or -1; the same as `left` if one fills the cell.
  let right: Int
  /// How many eighths the left part takes: 1 to 7, or 8 if one fills the cell.
  let split: Int

  /// Boils eight owners down to two.
  init(owners: ArraySlice<Int>) {
    var runs: [(owner: Int, count: Int)] = []
    for owner in owners {
      if runs.last?.owner == owner {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((owner, 1))
      }
    }
    if runs.count <= 2 {
      left = runs.first?.owner ?? -1
      right = runs.last?.owner ?? -1
      split = runs.first?.count ?? 8
      return
    }
    // More than two: the spans that fill most stay, and empty parts give way to them.
    var shares: [(owner: Int, count: Int)] = []
    for run in runs where run.owner >= 0 {
      if let known = shares.firstIndex(where: { $0.owner == run.owner }) {
        shares[known].count += run.count
      } else {
        shares.append(run)
      }
    }
    let largest = shares.indices.sorted { shares[$0].count > shares[$1].count }.prefix(2).sorted()
    let first = shares[largest[0]]
    guard largest.count == 2 else {
      // One span with gaps around or inside of it: keep its length, and the side it is nearer to.
      let gaps = [runs[0], runs[runs.count - 1]].map { $0.owner < 0 ? $0.count : 0 }
      let isLeft = gaps[0] <= gaps[1]
      left = isLeft ? first.owner : -1
      right = isLeft ? -1 : first.owner
      split = isLeft ? first.count : 8 - first.count
      return
    }
    let second = shares[largest[1]]
    left = first.owner
    right = second.owner
    split = min(max(first.count * 8 / (first.count + second.count), 1), 7)
  }
}
