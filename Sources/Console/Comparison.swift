import Quantities
import Telemetry

/// How the live future fares beside the ghost, over the steps that both have ended since they parted.
struct Comparison: Hashable, Sendable {
  /// Steps that both have ended.
  let steps: Int
  /// Tokens a second of the live future, from the fork to the end of the last of those steps.
  let live: Double
  /// Tokens a second of the ghost, over the same steps.
  let ghost: Double

  /// How much faster the live future is, as a share of the ghost's rate.
  var change: Double { live / ghost - 1 }

  private init(steps: Int, live: Double, ghost: Double) {
    self.steps = steps
    self.live = live
    self.ghost = ghost
  }

  /// The same, seen from the ghost.
  var swapped: Comparison { Comparison(steps: steps, live: ghost, ghost: live) }

  /// Compares two futures; `nil` until both have ended a step.
  init?(live: ClusterState, ghost: Ghost) {
    let mine = Self.firstStep(endedAfter: ghost.since, in: live.steps)
    let others = Self.firstStep(endedAfter: ghost.since, in: ghost.state.steps)
    let count = min(live.steps.count - mine, ghost.state.steps.count - others)
    guard count > 0,
      let rate = Self.rate(of: live.steps[mine..<mine + count], since: ghost.since),
      let other = Self.rate(of: ghost.state.steps[others..<others + count], since: ghost.since)
    else { return nil }
    steps = count
    self.live = rate
    self.ghost = other
  }

  private static func firstStep(endedAfter time: SimTime, in steps: [StepRecord]) -> Int {
    var index = steps.count
    while index > 0, steps[index - 1].end > time { index -= 1 }
    return index
  }

  private static func rate(of steps: ArraySlice<StepRecord>, since start: SimTime) -> Double? {
    guard let last = steps.last, last.end > start else { return nil }
    let tokens = steps.reduce(0) { $0 + $1.tokens }
    return tokens > 0 ? Double(tokens) / (last.end - start).seconds : nil
  }
}
