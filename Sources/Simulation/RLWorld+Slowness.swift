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

/// What has to wait for a slow link goes by these figures: as if all links were as slow.
///
/// A layer's exchange between dies ends with its last message, and a pipeline goes at the pace of its
/// slowest stage, so that one slow link on the way holds up the whole group that uses it, and no other.
struct SlowLink: Sendable {
  /// How many times as long transfers take.
  var factor: Double
  /// The trainer's plan.
  var plan: TrainingPlan
  /// How fast replicas decode.
  var pace: DecodePace
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
    reckonSlowLinks()
  }

  /// Reckons anew what goes on behind links that are slow, for each factor by which some are.
  private mutating func reckonSlowLinks() {
    let known = slowLinks
    slowLinks = []
    for one in slowness where one.isLink && one.factor > 1 {
      guard slowLink(one.factor) == nil else { continue }
      var slower = scenario
      slower.cluster = scenario.cluster.withLinksBetweenServers(slowerBy: one.factor)
      let same = known.first { $0.factor == one.factor && $0.plan.scenario == slower }
      var link: SlowLink
      if let same {
        link = same
      } else {
        let plan = TrainingPlan(slower)
        link = SlowLink(factor: one.factor, plan: plan, pace: DecodePace(plan.costs))
      }
      link.plan.slowdown = plan.slowdown
      link.plan.readingSlowdown = plan.readingSlowdown
      slowLinks.append(link)
    }
  }

  /// Where among `slowLinks` the figures for a factor are; `nil` where no link is slow by it.
  private func slowLink(_ factor: Double) -> Int? {
    slowLinks.firstIndex { $0.factor == factor }
  }

  /// Where among `slowLinks` the figures are for the slowest link that dies wait for; `nil` for none.
  func slowLink(of dies: Range<Int>) -> Int? {
    slowLinks.isEmpty ? nil : slowLink(slowdown(of: dies, isLink: true))
  }

  /// Plans what the trainer does next on its own dies: with their links as they are now.
  mutating func plan(_ legs: (inout TrainingPlan) -> [Leg]) -> [Leg] {
    let pools = plan.pools
    let slowest = [pools.update, pools.reference, pools.reward].map {
      slowdown(of: $0, isLink: true)
    }.max()
    guard let link = slowest.flatMap(slowLink) else { return legs(&plan) }
    return legs(&slowLinks[link].plan)
  }

  /// The plan for bringing weights to rollout: with the links between all dies as they are now.
  var presentTransfer: TrainingPlan {
    slowLink(of: 0..<scenario.cluster.dies).map { slowLinks[$0].plan } ?? plan
  }

  private func slowdown(of dies: Range<Int>, isLink: Bool) -> Double {
    slowness.reduce(1) { slowest, one in
      let first = self.dies(ofCard: one.cards.lowerBound).lowerBound
      let own = first..<self.dies(ofCard: one.cards.upperBound - 1).upperBound
      return one.isLink == isLink && own.overlaps(dies) ? max(slowest, one.factor) : slowest
    }
  }
}
