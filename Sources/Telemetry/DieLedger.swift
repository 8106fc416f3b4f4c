import Quantities

/// What each die does now, and how long it has done what since the start of the run.
///
/// The double-entry book of the simulation: whoever changes a die's activity enters it here, so that
/// for every die the times in all activities add up to the wall, exactly, in nanoseconds.
public struct DieLedger: Hashable, Sendable {
  /// What one die does now.
  public struct Entry: Hashable, Sendable {
    /// The activity.
    public var activity: Activity
    /// The share of the activity's time that the die computes, 0…1.
    ///
    /// The rest of a reference or update pass is entered as bubble.
    public var utilisation: Double
    /// Since when.
    public var since: SimTime
  }

  /// The entries of blocks of dies, each at the place of its first die; what stands elsewhere says nothing.
  ///
  /// Dies that have done the same since the start share one entry: the dies of a rank, most often.
  private var blocks: [Block]
  /// The first die of each die's block.
  private var firsts: [Int32]
  /// What blocks have done, a row at the place of each first die.
  private var totals: [Int64]
  private static let activities = Activity.allCases.count

  private struct Block: Hashable, Sendable {
    var entry: Entry
    /// The dies of it.
    var count: Int
  }

  /// Opens a ledger in which every die idles.
  public init(dies: Int, at time: SimTime = .zero) {
    let idle = Entry(activity: .idle, utilisation: 0, since: time)
    blocks = Array(repeating: Block(entry: idle, count: dies), count: dies)
    firsts = Array(repeating: 0, count: dies)
    totals = Array(repeating: 0, count: dies * Self.activities)
  }

  /// What each die does now.
  public var entries: Entries { Entries(ledger: self) }

  /// The entries of dies, by number.
  public struct Entries: RandomAccessCollection, Sendable {
    fileprivate let ledger: DieLedger
    /// The first die: 0.
    public var startIndex: Int { 0 }
    /// One more than the last die.
    public var endIndex: Int { ledger.firsts.count }
    /// What a die does now.
    public subscript(die: Int) -> Entry { ledger.blocks[Int(ledger.firsts[die])].entry }
  }

  /// Enters that dies turn to an activity.
  ///
  /// - Precondition: the time is not before any of the dies' last entry.
  /// - Complexity: O(blocks that share their history), at most O(*dies*)
  public mutating func enter(
    _ activity: Activity, utilisation: Double = 0, dies: Range<Int>, at time: SimTime
  ) {
    separate(dies)
    Self.close(dies, at: time, in: &blocks, totals: &totals) { _ in
      Entry(activity: activity, utilisation: utilisation, since: time)
    }
  }

  /// Sees to it that no block lies across an end of a range.
  private mutating func separate(_ dies: Range<Int>) {
    guard !dies.isEmpty else { return }
    // Most often there is none.
    if firsts[dies.lowerBound] != dies.lowerBound { split(at: dies.lowerBound) }
    let end = dies.upperBound
    if end < firsts.count, firsts[end] != end { split(at: end) }
  }

  private mutating func split(at die: Int) {
    let first = Int(firsts[die])
    let end = first + blocks[first].count
    blocks[die] = Block(entry: blocks[first].entry, count: end - die)
    blocks[first].count = die - first
    for activity in 0..<Self.activities {
      totals[die * Self.activities + activity] = totals[first * Self.activities + activity]
    }
    for other in die..<end { firsts[other] = Int32(die) }
  }

  /// Books what dies have done up to a time, and gives them new entries.
  ///
  /// In place: this is what a simulated second costs most.
  private static func close(
    _ dies: Range<Int>, at time: SimTime, in blocks: inout [Block], totals: inout [Int64],
    next: (Entry) -> Entry
  ) {
    var blocks = blocks.mutableSpan
    var totals = totals.mutableSpan
    var die = dies.lowerBound
    while die < dies.upperBound {
      let entry = blocks[die].entry
      let span = (time - entry.since).nanoseconds
      precondition(
        span >= 0, "die \(die) is entered at \(time), before its entry at \(entry.since)")
      let row = die * activities
      let busy = Self.busy(entry, until: time)
      totals[row + Int(entry.activity.rawValue)] += busy
      if busy < span { totals[row + Int(Activity.bubble.rawValue)] += span - busy }
      blocks[die].entry = next(entry)
      die += blocks[die].count
    }
  }

  /// The nanoseconds of an entry that are its activity's; the others are bubble.
  private static func busy(_ entry: Entry, until time: SimTime) -> Int64 {
    let span = (time - entry.since).nanoseconds
    switch entry.activity {
    case .reference, .update: return min(span, max(0, Int64(Double(span) * entry.utilisation)))
    default: return span
    }
  }

  /// Books a part of the time that dies spent in an activity as another one.
  ///
  /// As for ranks that write in lock-step: how long each waited for the others is known afterwards. No more
  /// is booked than there is, so that the times of a die still add up to the wall.
  ///
  /// - Complexity: O(blocks), at most O(*dies*)
  public mutating func book(
    _ span: SimDuration, of activity: Activity, as other: Activity, dies: Range<Int>,
    at time: SimTime
  ) {
    separate(dies)
    var die = dies.lowerBound
    while die < dies.upperBound {
      let row = die * Self.activities
      let entry = blocks[die].entry
      // What is going on is entered later; its time counts already.
      let open = entry.activity == activity ? Self.busy(entry, until: time) : 0
      let spent = max(0, totals[row + Int(activity.rawValue)] + open)
      let booked = min(spent, max(0, span.nanoseconds))
      totals[row + Int(activity.rawValue)] -= booked
      totals[row + Int(other.rawValue)] += booked
      die += blocks[die].count
    }
  }

  /// Settles all dies at a time, so that totals reach up to it.
  ///
  /// - Complexity: O(*dies*)
  public mutating func settle(at time: SimTime) {
    Self.close(0..<firsts.count, at: time, in: &blocks, totals: &totals) { entry in
      var entry = entry
      entry.since = time
      return entry
    }
  }

  /// The time a die has spent in an activity, up to its last entry or settlement.
  public func time(of die: Int, in activity: Activity) -> SimDuration {
    SimDuration(nanoseconds: totals[Int(firsts[die]) * Self.activities + Int(activity.rawValue)])
  }

  /// The die-time spent in each activity, over all dies, in nanoseconds, indexed by `Activity.rawValue`.
  ///
  /// A supernode's 768 dies leave the range of 64 bits after 139 days.
  ///
  /// - Complexity: O(*dies*)
  public func totalsByActivity() -> [Int128] {
    var sums = Array(repeating: Int128(0), count: Self.activities)
    var die = 0
    while die < firsts.count {
      let count = Int128(blocks[die].count)
      for activity in sums.indices {
        sums[activity] += Int128(totals[die * Self.activities + activity]) * count
      }
      die += blocks[die].count
    }
    return sums
  }
}
