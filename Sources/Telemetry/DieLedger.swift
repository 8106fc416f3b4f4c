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

  /// What each die does now.
  public private(set) var entries: [Entry]
  private var totals: [Int64]
  private static let activities = Activity.allCases.count

  /// Opens a ledger in which every die idles.
  public init(dies: Int, at time: SimTime = .zero) {
    entries = Array(
      repeating: Entry(activity: .idle, utilisation: 0, since: time), count: dies)
    totals = Array(repeating: 0, count: dies * Self.activities)
  }

  /// Enters that dies turn to an activity.
  ///
  /// - Precondition: the time is not before any of the dies' last entry.
  /// - Complexity: O(*dies*)
  public mutating func enter(
    _ activity: Activity, utilisation: Double = 0, dies: Range<Int>, at time: SimTime
  ) {
    Self.close(dies, at: time, in: &entries, totals: &totals) { _ in
      Entry(activity: activity, utilisation: utilisation, since: time)
    }
  }

  /// Books what dies have done up to a time, and gives them new entries.
  ///
  /// In place: this is what a simulated second costs most.
  private static func close(
    _ dies: Range<Int>, at time: SimTime, in entries: inout [Entry], totals: inout [Int64],
    next: (Entry) -> Entry
  ) {
    var entries = entries.mutableSpan
    var totals = totals.mutableSpan
    for die in dies {
      let entry = entries[die]
      let span = (time - entry.since).nanoseconds
      precondition(
        span >= 0, "die \(die) is entered at \(time), before its entry at \(entry.since)")
      let row = die * activities
      let busy = busy(entry, until: time)
      totals[row + Int(entry.activity.rawValue)] += busy
      if busy < span { totals[row + Int(Activity.bubble.rawValue)] += span - busy }
      entries[die] = next(entry)
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
  /// - Complexity: O(*dies*)
  public mutating func book(
    _ span: SimDuration, of activity: Activity, as other: Activity, dies: Range<Int>,
    at time: SimTime
  ) {
    for die in dies {
      let row = die * Self.activities
      let entry = entries[die]
      // What is going on is entered later; its time counts already.
      let open = entry.activity == activity ? Self.busy(entry, until: time) : 0
      let spent = max(0, totals[row + Int(activity.rawValue)] + open)
      let booked = min(spent, max(0, span.nanoseconds))
      totals[row + Int(activity.rawValue)] -= booked
      totals[row + Int(other.rawValue)] += booked
    }
  }

  /// Settles all dies at a time, so that totals reach up to it.
  ///
  /// - Complexity: O(*dies*)
  public mutating func settle(at time: SimTime) {
    Self.close(entries.indices, at: time, in: &entries, totals: &totals) { entry in
      var entry = entry
      entry.since = time
      return entry
    }
  }

  /// The time a die has spent in an activity, up to its last entry or settlement.
  public func time(of die: Int, in activity: Activity) -> SimDuration {
    SimDuration(nanoseconds: totals[die * Self.activities + Int(activity.rawValue)])
  }

  /// The die-time spent in each activity, over all dies, in nanoseconds, indexed by `Activity.rawValue`.
  ///
  /// A supernode's 768 dies leave the range of 64 bits after 139 days.
  ///
  /// - Complexity: O(*dies*)
  public func totalsByActivity() -> [Int128] {
    var sums = Array(repeating: Int128(0), count: Self.activities)
    for index in totals.indices { sums[index % Self.activities] += Int128(totals[index]) }
    return sums
  }
}
