import CostModel
import EventKernel
import Quantities
import Specification
import Telemetry

/// Cards, or a server's link, that take longer than they should.
struct Slowness: Sendable {
  /// Its number, counted from the start.
  var id: Int32
  /// The cards, or those behind the link.
  var cards: Range<Int>
  /// How many times as long.
  var factor: Double
  /// Whether it is the link that is slow.
  var isLink: Bool
}

extension RLWorld {
  /// Slows cards, or their server's link, down from now on.
  ///
  /// Replicas feel it from their next decode step on, the trainer from its next batch on.
  mutating func slow(
    _ cards: Range<Int>, by factor: Double, isLink: Bool, for span: SimDuration?,
    in context: inout Context<Event>
  ) {
    slownessCount += 1
    slowness.append(Slowness(id: slownessCount, cards: cards, factor: factor, isLink: isLink))
    if let span {
      context.schedule(.slownessEnds(slownessCount), after: span, class: .faults)
    }
    let place = isLink ? "the link of cards" : "cards"
    tell(
      .note("\(place) \(cards.lowerBound)-\(cards.upperBound - 1) slow, × \(factor.fixed(2))"),
      at: context.now)
    feelSlowness(in: &context)
  }

  /// Ends a slowness.
  mutating func endSlowness(_ id: Int32, in context: inout Context<Event>) {
    slowness.removeAll { $0.id == id }
    tell(.note("slowness \(id) is over"), at: context.now)
    feelSlowness(in: &context)
  }

  /// Lets trainer and replicas feel what is slow now.
  mutating func feelSlowness(in context: inout Context<Event>) {
    reckonSlowness()
    for index in replicas.indices where replicas[index].isOpen {
      if let due = replicas[index].takeStock(at: context.now) {
        schedule(due, ofReplica: index, in: &context)
      }
    }
  }

  /// Reckons anew how slow plan and replicas are.
  mutating func reckonSlowness() {
    let pools = plan.pools
    plan.slowdown = slowdown(of: pools.update, isLink: false)
    plan.readingSlowdown = max(
      slowdown(of: pools.reference, isLink: false), slowdown(of: pools.reward, isLink: false))
    for index in replicas.indices {
      replicas[index].slowdown = max(
        scenario.slowdown(of: replicas[index].dies),
        slowdown(of: replicas[index].dies, isLink: false))
    }
    let factor = slowness.reduce(1) { $1.isLink ? max($0, $1.factor) : $0 }
    guard factor > 1 else {
      slowLinks = []
      return
    }
    var slower = scenario
    slower.cluster = scenario.cluster.withLinksBetweenServers(slowerBy: factor)
    var slowPlan = TrainingPlan(slower)
    slowPlan.slowdown = plan.slowdown
    slowPlan.readingSlowdown = plan.readingSlowdown
    slowLinks = [(slowPlan, DecodePace(slowPlan.costs))]
  }

  /// The plan for the trainer's next batch: with the links as they are now.
  var presentPlan: TrainingPlan {
    guard let slow = slowLinks.first else { return plan }
    let pools = plan.pools
    let trained = [pools.update, pools.reference, pools.reward]
    return trained.contains { slowdown(of: $0, isLink: true) > 1 } ? slow.plan : plan
  }

  /// Whether some dies have to wait for a slow link.
  func waitsForLink(_ dies: Range<Int>) -> Bool {
    !slowLinks.isEmpty && slowdown(of: dies, isLink: true) > 1
  }

  private func slowdown(of dies: Range<Int>, isLink: Bool) -> Double {
    slowness.reduce(1) { slowest, one in
      let first = self.dies(ofCard: one.cards.lowerBound).lowerBound
      let own = first..<self.dies(ofCard: one.cards.upperBound - 1).upperBound
      return one.isLink == isLink && own.overlaps(dies) ? max(slowest, one.factor) : slowest
    }
  }
}
