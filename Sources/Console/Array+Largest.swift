extension Array {
  /// Returns so many of the largest elements, in the order in which they stand here.
  ///
  /// - Returns: all of them where they are no more than that; of equal ones the first.
  func largest(_ count: Int, by size: (Element) -> Double) -> [Element] {
    guard self.count > count else { return self }
    let sizes = map(size)
    let order = indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
    return order.prefix(Swift.max(0, count)).sorted().map { self[$0] }
  }
}
