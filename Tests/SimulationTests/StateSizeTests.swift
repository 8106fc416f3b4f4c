import EventKernel
import Specification
import Telemetry
import TestKit
import Testing

@testable import Simulation

/// What a run keeps does not grow with its length.
@Suite struct StateSizeTests {
  /// Elements of everything that grows and shrinks in a run.
  private func size(_ simulation: Simulation) -> Int {
    let world = simulation.engine.world
    return world.table.samples.count + world.table.groups.count + world.table.cohorts.count
      + world.legs.count + world.batch.count + world.failures.count + world.outbox.events.count
      + simulation.engine.pendingCount
      + world.replicas.reduce(0) { $0 + $1.milestoneCount + $1.waiting + $1.reading }
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `a run of hundreds of steps keeps no more than one of tens`(seed: UInt64) throws {
    var scenario = Scenario.random(seed: seed, prompts: 1...4)
    scenario.workload.responseLength = .logNormal(
      LogNormalLengths(mean: 60, sigma: 1, cap: 400, correlation: 0.5))
    // Dropped prompts that come back one day are kept until then.
    if case .tailBatching = scenario.policy.tail { scenario.policy.tail = .wait }
    var simulation = try Simulation(scenario)
    var sink = NullSink()
    var early = 0
    var late = 0
    for step in 0..<300 {
      let ended = simulation.runStep(into: &sink)
      #expect(ended != nil, "\(simulation.stall ?? "it goes on")")
      if step < 100 { early = max(early, size(simulation)) }
      if step >= 200 { late = max(late, size(simulation)) }
    }
    // Random faults make a run uneven, but not by what was kept.
    #expect(Double(late) <= Double(early) * 1.5 + 20)
  }

  @Test func `a run that serves keeps places for those present, not for all who came`() throws {
    var simulation = try Simulation(
      .serving(
        cards: 2, arrivals: .poisson(PoissonArrivals(requests: 20_000, perSecond: 40))
      ) {
        $0.workload.promptLength = .fixed(100)
        $0.workload.responseLength = .fixed(20)
      })
    var sink = NullSink()
    var places = 0
    while simulation.runStep(into: &sink) != nil {
      places = max(places, simulation.engine.world.table.samples.count)
    }
    #expect(simulation.isComplete)
    #expect(places < 200)
  }
}
