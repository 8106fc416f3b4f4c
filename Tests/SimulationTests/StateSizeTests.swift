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
      + world.legs.count + world.batch.count + world.failures.count + world.outbox.count
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

  /// Values that something is made of, all of them: what is forgotten in a list is counted too.
  private func leaves(of value: Any) -> Int {
    var count = 0
    var pending: [Any] = [value]
    while let next = pending.popLast() {
      let children = Mirror(reflecting: next).children
      if children.isEmpty { count += 1 }
      for child in children { pending.append(child.value) }
    }
    return count
  }

  @Test func `hundreds of steps leave as little behind as tens`() throws {
    var scenario = Scenario.tiny {
      $0.workload.promptsPerStep = 2
      $0.workload.samplesPerPrompt = 4
      // All of one size to the trainer, whose memo has an entry for each.
      $0.workload.promptLength = .fixed(8)
      $0.workload.responseLength = .measured(
        MeasuredLengths(file: nil, field: nil, groupSize: 2, lengths: [10, 50, 20, 30]))
    }
    scenario.policy.staleness = 2
    var simulation = try Simulation(scenario)
    var sink = NullSink()
    var sizes: [Int] = []
    for step in 1...600 {
      _ = simulation.runStep(into: &sink)
      if [50, 100, 550, 600].contains(step) { sizes.append(leaves(of: simulation)) }
    }
    #expect(sizes[0] > 1000)
    // Samples under way differ from moment to moment.
    for size in sizes { #expect(abs(size - sizes[0]) < 100, "\(sizes)") }
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
