import Quantities
import Telemetry

/// Adds up two futures' steps since they parted, one against one.
///
/// Both work on prompts of the same luck in the same order, so that equal counts of steps are a fair
/// comparison where equal times would weigh a long sample on one side only.
struct StepRace: Hashable, Sendable {
  private struct Tally: Hashable, Sendable {
    var tokens = 0
    var time = SimDuration.zero

    var rate: Double { time > .zero ? Double(tokens) / time.seconds : 0 }

    static func + (lhs: Tally, rhs: Tally) -> Tally {
      Tally(tokens: lhs.tokens + rhs.tokens, time: lhs.time + rhs.time)
    }
  }

  private var steps = 0
  private var live = Tally()
  private var ghost = Tally()
  /// Steps that the one has ended and the other has not; at most one of the two has any.
  private var liveAhead: [Tally] = []
  private var ghostAhead: [Tally] = []

  mutating func endLiveStep(_ record: StepRecord) {
    liveAhead.append(Tally(tokens: record.tokens, time: record.duration))
    match()
  }

  mutating func endGhostStep(_ record: StepRecord) {
    ghostAhead.append(Tally(tokens: record.tokens, time: record.duration))
    match()
  }

  mutating func swap() {
    Swift.swap(&live, &ghost)
    Swift.swap(&liveAhead, &ghostAhead)
  }

  /// The comparison; `nil` until both have ended a step.
  var comparison: Comparison? {
    steps > 0 ? Comparison(steps: steps, live: live.rate, ghost: ghost.rate) : nil
  }

  private mutating func match() {
    guard let mine = liveAhead.first, let other = ghostAhead.first else { return }
    liveAhead.removeFirst()
    ghostAhead.removeFirst()
    steps += 1
    live = live + mine
    ghost = ghost + other
  }
}
