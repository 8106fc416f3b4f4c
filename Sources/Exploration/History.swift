import Quantities

/// Kept copies of a state over time, so that an earlier one is a short run away.
///
/// Of bounded count. When full, the copy goes that is missed least: the one whose neighbours are
/// closest together, seen from the moment that one looks at. So copies stand densely around that
/// moment and thinly far from it. The first copy stays, and so does the newest.
public struct History<State: Sendable>: Sendable {
  /// A kept copy.
  public struct Copy: Sendable {
    /// When it was made.
    public var time: SimTime
    /// What was kept.
    public var state: State
  }

  /// The copies, oldest first; no two of one time.
  public private(set) var copies: [Copy] = []
  /// The most copies that are kept.
  public let limit: Int

  /// Makes an empty history.
  ///
  /// - Precondition: none are kept, or at least three: the first, the newest, and one to choose.
  public init(limit: Int = 24) {
    precondition(
      limit == 0 || limit >= 3, "a history of \(limit) copies cannot choose which to keep")
    self.limit = limit
  }

  /// Keeps a copy, in place of one of the same time.
  ///
  /// The moment that is looked at is the copy's own time.
  ///
  /// - Complexity: O(`limit`)
  public mutating func keep(_ state: State, at time: SimTime) {
    guard limit > 0 else { return }
    let index = firstIndex(after: time)
    if index > 0, copies[index - 1].time == time {
      copies[index - 1].state = state
      return
    }
    copies.insert(Copy(time: time, state: state), at: index)
    if copies.count > limit { copies.remove(at: leastMissed(from: time)) }
  }

  /// The newest copy of a time or before, if there is any.
  ///
  /// - Complexity: O(log `limit`)
  public func nearest(to time: SimTime) -> Copy? {
    let index = firstIndex(after: time)
    return index > 0 ? copies[index - 1] : nil
  }

  /// Forgets the copies after a time.
  public mutating func removeAll(after time: SimTime) {
    copies.removeSubrange(firstIndex(after: time)...)
  }

  private func firstIndex(after time: SimTime) -> Int {
    var low = 0
    var high = copies.count
    while low < high {
      let middle = (low + high) / 2
      if copies[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The inner copy with the smallest gap around it, as a share of its distance from a moment.
  ///
  /// The copy of that moment itself, just made, is not a choice.
  private func leastMissed(from moment: SimTime) -> Int {
    var choice = copies.count - 2
    var least = Double.infinity
    for index in 1..<copies.count - 1 where copies[index].time != moment {
      let gap = (copies[index + 1].time - copies[index - 1].time).seconds
      let distance = (copies[index].time - moment).seconds.magnitude
      if gap / distance < least {
        least = gap / distance
        choice = index
      }
    }
    return choice
  }
}
