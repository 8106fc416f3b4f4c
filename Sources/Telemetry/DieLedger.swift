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
      switch entry.activity {
      case .reference, .update:
        let busy = min(span, max(0, Int64(Double(span) * entry.utilisation)))
        totals[row + Int(entry.activity.rawValue)] += busy
        totals[row + Int(Activity.bubble.rawValue)] += span - busy
      default:
        totals[row + Int(entry.activity.rawValue)] += span
      }
      entries[die] = next(entry)
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

  /// The die-time spent in each activity, over all dies, indexed by `Activity.rawValue`.
  ///
  /// - Complexity: O(*dies*)
  public func totalsByActivity() -> [SimDuration] {
    var sums = Array(repeating: Int64(0), count: Self.activities)
    for index in totals.indices { sums[index % Self.activities] += totals[index] }
    return sums.map(SimDuration.init(nanoseconds:))
  }
}
