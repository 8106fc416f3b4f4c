import Quantities
import Specification
import Telemetry

extension Explanation {
  /// Explains a lane of the timeline at a time: the bar there, or the gap.
  mutating func explain(_ role: Role, at time: SimTime, in state: ClusterState) {
    let step = state.steps.first { time < $0.end }?.step ?? state.stepsEnded + 1
    let isNow = time == state.now
    let span = state.spans.last {
      $0.role == role && $0.start <= time
        && (isNow ? $0.end == nil : time < $0.end ?? .distantFuture)
    }
    if let span {
      say(
        "runs",
        "for step \(span.step), from \(Figure.shortClock(span.start.seconds))"
          + (span.end.map { " to \(Figure.shortClock($0.seconds))" } ?? " on"))
      explainBar(of: role, at: time, isNow: isNow, in: state)
    } else {
      explainGap(of: role, at: time, in: state)
    }
    addPath(ofStep: step, in: state)
  }

  private mutating func explainBar(
    of role: Role, at time: SimTime, isNow: Bool, in state: ClusterState
  ) {
    guard role == .rollout else {
      let legs = state.legs.filter {
        $0.start <= time && ($0.end == nil || time < $0.end ?? .distantFuture)
      }
      guard let leg = legs.last else { return }
      explain(leg, in: state)
      if leg.status.role != role {
        say(role.name, "goes on at the hosts alongside \(leg.status.role.name)")
      }
      return
    }
    guard isNow else {
      let window = TimeWindow(start: time.seconds, length: max(1, state.running.bucket.seconds))
      let samples = state.running.sampled(
        window, count: 1, now: state.now.seconds, current: state.runningNow)
      say(
        "samples",
        "\(samples.first.map { $0.isFinite ? $0.fixed(0) : "-" } ?? "-") were being written")
      return
    }
    sayMissing(in: state)
  }

  private mutating func explainGap(
    of role: Role, at time: SimTime, in state: ClusterState
  ) {
    let before = state.spans.last { $0.role == role && ($0.end ?? .distantFuture) <= time }
    let after = state.spans.first { $0.role == role && $0.start > time }
    say(
      "gap",
      "from \(before?.end.map { Figure.shortClock($0.seconds) } ?? "the start")"
        + " to \(after.map { Figure.shortClock($0.start.seconds) } ?? "now")")
    let leg = state.legs.last { $0.start <= time && time < $0.end ?? .distantFuture }
    if let leg {
      say(
        "waits for",
        role == .rollout && state.scenario.policy.placement.sharesDies
          ? "its dies: they train" : "\(leg.status.role.name) of step \(leg.status.step)")
      explain(leg, in: state)
    } else if time < state.now, let next = state.legs.first(where: { $0.start > time }) {
      say(
        "waits for",
        "the last sample of the batch"
          + (next.after.map {
            ", written by replica \($0.replica) rank \($0.rank) until "
              + Figure.shortClock($0.time.seconds)
          } ?? ""))
    } else {
      sayMissing(in: state)
    }
  }

  /// Explains which links the weights take, and which transfer is the slowest.
  private mutating func explain(_ traffic: ReshardTraffic) {
    say(
      "flows",
      "\(traffic.layouts) by \(traffic.strategy.rawValue): \(traffic.neededBytes) must move, "
        + "\(traffic.fabricBytes) do; links alone would take "
        + Figure.duration(traffic.bound.seconds).trimmed)
    for link in traffic.links {
      say(
        "links",
        "\(link.name): \(link.bytes) of \(link.dies) dies, the busiest at work for "
          + Figure.duration(link.busiest.seconds).trimmed)
    }
    if let slowest = traffic.slowest {
      say(
        "slowest",
        "die \(slowest.from) → \(slowest.to): \(slowest.bytes) \(slowest.link)")
    }
  }

  /// Explains the latest change of layout.
  mutating func explainReshard(in state: ClusterState) {
    guard let reshard = state.reshard else {
      say("resharding", "there was none yet")
      return
    }
    let status = reshard.status
    say(
      "switch",
      "\(status.title), \(status.dies.count) dies, began at "
        + Figure.shortClock(reshard.start.seconds))
    say("fabric", "\(status.fabricBytes) over all links")
    if let traffic = status.traffic ?? state.nextReshard { explain(traffic) }
    for part in status.parts {
      let seconds = part.duration.seconds
      say(
        part.name,
        "\(Figure.duration(seconds).trimmed), \(part.bytesPerDie) a die"
          + (seconds > 0
            ? " at \(Figure.bandwidth(Double(part.bytesPerDie.count) / seconds).trimmed)" : ""))
    }
    let end = reshard.start + status.duration
    for leg in state.legs where leg.start >= reshard.start && leg.start < end {
      add(leg.status.terms, of: leg.status.activity.name)
    }
  }
}
