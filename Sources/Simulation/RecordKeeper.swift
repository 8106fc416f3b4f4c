import Quantities
import Telemetry

/// Keeps the times of roles and activities from step to step, and the chain of digests.
struct RecordKeeper: Sendable {
  private(set) var hash: UInt64
  private(set) var last: StepRecord?
  /// When the step that is under way began.
  private(set) var start = SimTime.zero
  private var since: [SimTime?] = Array(repeating: nil, count: Role.allCases.count)
  private var roles: [SimDuration] = Array(repeating: .zero, count: Role.allCases.count)
  private var activities: [Int128] = Array(
    repeating: 0, count: Activity.allCases.count)

  init(seed: UInt64) {
    var digest = Digest(seed: 0)
    digest.mix(seed)
    hash = digest.value
  }

  /// Notes that a role runs, or no longer runs, from now on.
  ///
  /// - Returns: whether that is a change.
  mutating func setRunning(_ isRunning: Bool, _ role: Role, at now: SimTime) -> Bool {
    let index = Int(role.rawValue)
    if isRunning {
      guard since[index] == nil else { return false }
      since[index] = now
    } else {
      guard let begin = since[index] else { return false }
      roles[index] = roles[index] + (now - begin)
      since[index] = nil
    }
    return true
  }

  /// Ends the step and starts the next.
  ///
  /// - Precondition: the ledger is settled at this time.
  mutating func close(
    step: Int, tokens: Int, samples: Int, staleness: [Int], ledger: DieLedger, dies: Int,
    state: UInt64, at now: SimTime
  ) -> StepRecord {
    for index in roles.indices {
      guard let begin = since[index] else { continue }
      roles[index] = roles[index] + (now - begin)
      since[index] = now
    }
    let totals = ledger.totalsByActivity()
    let spent = totals.indices.map { index in
      SimDuration(nanoseconds: Int64(clamping: totals[index] - activities[index]))
    }
    var digest = Digest(seed: hash)
    for word in [Int64(step), now.nanoseconds, Int64(tokens), Int64(samples)] { digest.mix(word) }
    for duration in roles + spent { digest.mix(duration.nanoseconds) }
    for count in staleness { digest.mix(count) }
    digest.mix(state)
    hash = digest.value
    let record = StepRecord(
      step: step, start: start, end: now, tokens: tokens, samples: samples, roles: roles,
      activities: spent, staleness: staleness, dies: dies, hash: hash)
    start = now
    activities = totals
    for index in roles.indices { roles[index] = .zero }
    last = record
    return record
  }
}
