import Exploration
import Quantities
import Telemetry

/// Two runs over the same count of steps, figure by figure.
struct RunPair {
  /// A figure of both.
  struct Row {
    /// A change, and whether it is for the better; `nil` where neither way is.
    struct Change {
      var text: String
      var isBetter: Bool?
    }

    var name: String
    var live: String
    var ghost: String
    var change: Change
    /// Both as shares of a whole, for a bar, and the phase that they are of.
    var shares: (live: Double, ghost: Double, phase: Phase?)?
  }

  private let live: [StepRecord]
  private let ghost: [StepRecord]

  /// Steps of each.
  var count: Int { live.count }

  /// Pairs the steps that ended since the runs parted; `nil` where there are none.
  init?(live: ClusterState, ghost: Ghost) {
    let mine = live.steps.filter { $0.end > ghost.since }
    let others = ghost.state.steps.filter { $0.end > ghost.since }
    let count = min(mine.count, others.count)
    guard count > 0 else { return nil }
    self.live = Array(mine.prefix(count))
    self.ghost = Array(others.prefix(count))
  }

  /// The figures.
  var rows: [Row] {
    var rows = [rateRow, secondsRow]
    for phase in Phase.allCases {
      let shares = (share(of: phase, live), share(of: phase, ghost))
      guard shares.0 > 0.0005 || shares.1 > 0.0005 else { continue }
      let points = (shares.0 - shares.1) * 100
      let isWork = phase.activities.contains { $0.isWork }
      rows.append(
        Row(
          name: phase.name, live: Figure.finePercent(shares.0),
          ghost: Figure.finePercent(shares.1),
          change: Row.Change(
            text: "\(sign(points))\(points.magnitude.fixed(1)) pt",
            isBetter: isWork || points.magnitude < 0.05 ? nil : points < 0),
          shares: (shares.0, shares.1, phase)))
    }
    rows.append(staleRow)
    return rows
  }

  private var rateRow: Row {
    let rates = (rate(live), rate(ghost))
    let gain = rates.1 > 0 ? rates.0 / rates.1 - 1 : .nan
    let most = max(rates.0, rates.1, 1)
    return Row(
      name: "tokens / s", live: Figure.compact(rates.0), ghost: Figure.compact(rates.1),
      change: Row.Change(
        text: Figure.change(gain), isBetter: gain.magnitude < 0.005 ? nil : gain > 0),
      shares: (rates.0 / most, rates.1 / most, nil))
  }

  private var secondsRow: Row {
    let seconds = (mean(live) { $0.duration.seconds }, mean(ghost) { $0.duration.seconds })
    let change = seconds.1 > 0 ? seconds.0 / seconds.1 - 1 : .nan
    let most = max(seconds.0, seconds.1, 1e-9)
    return Row(
      name: "seconds / step", live: Figure.duration(seconds.0),
      ghost: Figure.duration(seconds.1),
      change: Row.Change(
        text: Figure.change(change), isBetter: change.magnitude < 0.005 ? nil : change < 0),
      shares: (seconds.0 / most, seconds.1 / most, nil))
  }

  private var staleRow: Row {
    let stale = (mean(live) { $0.meanStaleness }, mean(ghost) { $0.meanStaleness })
    let change = stale.0 - stale.1
    return Row(
      name: "versions behind", live: stale.0.fixed(2), ghost: stale.1.fixed(2),
      change: Row.Change(
        text: "\(sign(change))\(change.magnitude.fixed(2))",
        isBetter: change.magnitude < 0.005 ? nil : change < 0), shares: nil)
  }

  private func sign(_ value: Double) -> String { value < 0 ? "−" : "+" }

  private func rate(_ steps: [StepRecord]) -> Double {
    let seconds = steps.reduce(0) { $0 + $1.duration.seconds }
    return seconds > 0 ? Double(steps.reduce(0) { $0 + $1.tokens }) / seconds : 0
  }

  private func mean(_ steps: [StepRecord], _ figure: (StepRecord) -> Double) -> Double {
    steps.reduce(0) { $0 + figure($1) } / Double(max(1, steps.count))
  }

  /// The share of all die-time of the steps.
  private func share(of phase: Phase, _ steps: [StepRecord]) -> Double {
    let whole = steps.reduce(0) { $0 + $1.duration.seconds * Double($1.dies) }
    guard whole > 0 else { return 0 }
    var spent = 0.0
    for step in steps {
      for activity in phase.activities { spent += step.activities[Int(activity.rawValue)].seconds }
    }
    return spent / whole
  }
}
