import EventKernel
import Quantities

/// What ranks wait for one another: a step takes as long as its busiest rank's.
///
/// A rank's own steps are shorter by the context that it has less. Between two changes of its batch the
/// sum over all steps has a closed form too, so that it is reckoned when the batch changes or someone asks.
extension Replica {
  /// How far a rank's waiting is reckoned.
  struct LockstepMark: Sendable {
    /// Decode steps.
    var steps: Int64 = 0
    /// The same, each by the context of its busiest rank.
    var tokens = 0.0
  }

  /// Goes on by some decode steps of the present batch.
  mutating func advance(by count: Int64) {
    let n = Double(count)
    busiestTokenSteps += n * busiestContext + busiestGrowth * n * (n - 1) / 2
    steps += count
  }

  /// Reckons how long a rank has waited for busier ones; to be done before its batch changes.
  mutating func reckonWaiting(ofRank rank: Int) {
    let mark = ranks[rank].reckoned
    let n = Double(steps - mark.steps)
    if n > 0, ranks[rank].running > 0 {
      let growth = tokensPerStep * Double(ranks[rank].running)
      let held = ranks[rank].base - Double(ranks[rank].readingTokens)
      let own = n * (held + growth * Double(mark.steps)) + growth * n * (n - 1) / 2
      ranks[rank].waited += max(0, slope * (busiestTokenSteps - mark.tokens - own))
    }
    ranks[rank].reckoned = LockstepMark(steps: steps, tokens: busiestTokenSteps)
  }

  /// Reckons how long ranks have waited for the one that had most to read, while decode stood still.
  mutating func reckonReading(until now: SimTime) {
    let longest = ranks.reduce(0) { max($0, $1.taken) }
    guard longest > 0 else { return }
    let span = (now - anchor).seconds
    for rank in ranks.indices where ranks[rank].running > 0 {
      ranks[rank].waited += span * (1 - Double(ranks[rank].taken) / Double(longest))
    }
  }

  /// Takes note of how long a rank has waited for others since this was asked before.
  mutating func takeWaiting(ofRank rank: Int) -> SimDuration {
    reckonWaiting(ofRank: rank)
    defer { ranks[rank].waited = 0 }
    return .seconds(ranks[rank].waited)
  }
}
