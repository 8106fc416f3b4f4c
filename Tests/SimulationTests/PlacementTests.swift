import CostModel
import EventKernel
import Quantities
import Specification
import Telemetry
import TestKit
import Testing

@testable import Simulation

/// Where roles run: whatever a placement says, each role works on its own dies and nowhere else.
@Suite struct PlacementTests {
  private func scenario(_ placement: Placement, seed: UInt64 = 1) -> Scenario {
    .tiny {
      $0.seed = seed
      $0.policy.placement = placement
    }
  }

  @Test(arguments: Placement.ofSixteenCards)
  func `every role works on its own dies, and dies of none idle`(placement: Placement) throws {
    let scenario = scenario(placement)
    #expect(scenario.problems() == [])
    var simulation = try Simulation(scenario)
    var sink = NullSink()
    for _ in 0..<3 { #expect(simulation.runStep(into: &sink) != nil) }
    #expect(simulation.violations() == [])
    let pools = scenario.pools
    let ledger = simulation.engine.world.ledger
    let work: [(Activity, Range<Int>)] = [
      (.decode, pools.rollout), (.prefill, pools.rollout), (.update, pools.update),
      (.reference, pools.reference),
    ]
    for die in 0..<scenario.cluster.dies {
      for (activity, pool) in work where pool.contains(die) {
        #expect(ledger.time(of: die, in: activity) > .zero, "die \(die), \(activity)")
      }
      for (activity, pool) in work where !pool.contains(die) {
        #expect(ledger.time(of: die, in: activity) == .zero, "die \(die), \(activity)")
      }
      // Hosts score while those wait who read.
      let scores = (pools.reward.isEmpty ? pools.reference : pools.reward).contains(die)
      #expect(scores || ledger.time(of: die, in: .reward) == .zero, "die \(die)")
      #expect(!pools.reward.contains(die) || ledger.time(of: die, in: .reward) > .zero)
      let isIdle = !pools.all.contains { $0.contains(die) }
      let idle = ledger.time(of: die, in: .idle)
      #expect(isIdle ? idle == simulation.now - .zero : idle == .zero, "die \(die)")
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `a placement by card ranges is the named one that it describes`(seed: UInt64) throws {
    func events(_ placement: Placement) throws -> [TelemetryEvent] {
      var events: [TelemetryEvent] = []
      var simulation = try Simulation(scenario(placement, seed: seed), into: &events)
      for _ in 0..<3 { _ = simulation.runStep(into: &events) }
      return events.filter {
        if case .scenario = $0.kind { return false }
        return true
      }
    }
    let all = 0...15
    let same: [(Placement, RoleCards)] = [
      (.fused, RoleCards(rollout: all, update: all)),
      (.colocated, RoleCards(rollout: all, update: all, reference: all, reward: all)),
      (.separate(trainingDies: 16), RoleCards(rollout: 8...15, update: 0...7)),
    ]
    for (named, cards) in same { #expect(try events(named) == events(.mixed(cards)), "\(named)") }
  }

  @Test func `a reference model with cards of its own reads while others write and learn`() throws {
    var scenario = scenario(
      .mixed(RoleCards(rollout: 8...15, update: 0...3, reference: 4...7)))
    scenario.policy.staleness = 2
    scenario.policy.dataPath = .distributedQueue
    var simulation = try Simulation(scenario)
    var sink = NullSink()
    var (besideUpdate, besideRollout) = (false, false)
    while simulation.version < 5, let next = simulation.nextEventTime {
      simulation.run(until: next, into: &sink)
      let entries = simulation.engine.world.ledger.entries
      let pools = scenario.pools
      guard entries[pools.reference.lowerBound].activity == .reference else { continue }
      if entries[pools.update.lowerBound].activity == .update { besideUpdate = true }
      if pools.rollout.contains(where: { entries[$0].activity == .decode }) {
        besideRollout = true
      }
    }
    #expect(besideUpdate && besideRollout)
  }

  @Test func `replicas outside of the dies that train go on writing`() throws {
    var scenario = scenario(.mixed(RoleCards(rollout: 0...15, update: 8...15)))
    scenario.policy.staleness = 3
    var simulation = try Simulation(scenario)
    var sink = NullSink()
    var goOn = false
    while simulation.version < 4, let next = simulation.nextEventTime {
      simulation.run(until: next, into: &sink)
      let entries = simulation.engine.world.ledger.entries
      if entries[16].activity == .update { goOn = goOn || entries[0].activity == .decode }
    }
    #expect(goOn)
  }

  @Test func `a die that roles over-commit is refused with the numbers`() throws {
    var scenario = scenario(
      .mixed(RoleCards(rollout: 0...7, update: 8...15, reference: 8...15, reward: 8...15)))
    scenario.policy.memory = .keepBoth
    let costs = try Simulation(scenario).engine.world.plan.costs
    let kept = costs.bytesKept(beside: .update)
    let whole = (costs.trainingMemory.map(\.total).max() ?? .zero) + kept
    #expect(kept > .zero)
    scenario.cluster.chip.memory = whole
    #expect(throws: Never.self) { try Simulation(scenario) }
    scenario.cluster.chip.memory = whole - Bytes(1 << 20)
    #expect {
      try Simulation(scenario)
    } throws: { error in
      "\(error)".contains("training, stage") && "\(error)".contains("1.0 MiB short")
    }
    // Loaded from the hosts in turn, or on cards of their own, they fit.
    scenario.policy.memory = .offload
    var simulation = try Simulation(scenario)
    var sink = NullSink()
    let ended = simulation.runStep(into: &sink)
    #expect(try #require(ended).share(of: .offload) > 0)
    scenario.policy.memory = .keepBoth
    scenario.policy.placement = .mixed(
      RoleCards(rollout: 0...3, update: 8...15, reference: 4...7, reward: 4...7))
    #expect(throws: Never.self) { try Simulation(scenario) }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `a card that fails under those who read stops them, and they go on`(seed: UInt64) throws {
    var scenario = scenario(
      .mixed(RoleCards(rollout: 8...15, update: 0...3, reference: 4...7)), seed: seed)
    scenario.faults.recovery = seed.isMultiple(of: 2) ? .process : .task
    var simulation = try Simulation(scenario, checksEveryEvent: true)
    var sink = NullSink()
    while simulation.engine.world.reader.leg == nil, let next = simulation.nextEventTime {
      simulation.run(until: next, into: &sink)
    }
    simulation.turn(.failCard(5), into: &sink)
    #expect(simulation.engine.world.reader.isSuspended)
    #expect(simulation.engine.world.ledger.entries[10].activity == .failed)
    for _ in 0..<3 { #expect(simulation.runStep(into: &sink) != nil) }
    #expect(simulation.violations() == [])
  }

  @Test func `turning fusion off and on again comes back to the scenario's own placement`() throws {
    for own in Placement.ofSixteenCards {
      var simulation = try Simulation(scenario(own))
      var sink = NullSink()
      simulation.turn(.fusion(!own.sharesDies), into: &sink)
      _ = simulation.runStep(into: &sink)
      #expect(simulation.scenario.policy.placement.sharesDies != own.sharesDies)
      simulation.turn(.fusion(own.sharesDies), into: &sink)
      _ = simulation.runStep(into: &sink)
      #expect(simulation.scenario.policy.placement == own)
      #expect(simulation.violations() == [])
    }
  }
}
