import CostModel
import Quantities
import Specification
import Telemetry
import TestKit
import Testing

@testable import Simulation

/// How a run changes when its scenario is changed in a way whose effect is known.
@Suite struct MetamorphicTests {
  /// The records of some steps.
  private func records(_ scenario: Scenario, steps: Int = 3) throws -> [StepRecord] {
    var simulation = try Simulation(scenario)
    var sink = NullSink()
    return try (0..<steps).map { _ in
      let ended = simulation.runStep(into: &sink)
      return try #require(ended, "\(simulation.stall ?? "it goes on")")
    }
  }

  private func synchronous(_ seed: UInt64, isFused: Bool) -> Scenario {
    .tiny {
      $0.seed = seed
      $0.policy.staleness = 0
      if !isFused { $0.policy.placement = .separate(trainingDies: 16) }
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>, [true, false])
  func `a synchronous step is longer by what its resharding takes longer, and by nothing else`(
    seed: UInt64, isFused: Bool
  ) throws {
    // So resharding at no cost would be as none at all.
    let reshard = Int(Role.reshard.rawValue)
    var rests: Set<Int64> = []
    var taken: Set<Int64> = []
    for strategy in ReshardStrategy.allCases {
      var scenario = synchronous(seed, isFused: isFused)
      scenario.policy.reshard = strategy
      let step = try records(scenario, steps: 1)[0]
      rests.insert(step.duration.nanoseconds - step.roles[reshard].nanoseconds)
      taken.insert(step.roles[reshard].nanoseconds)
    }
    #expect(taken.count > 1, "strategies that take the same time show nothing")
    #expect(rests.count == 1)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `replicas that are k times as slow answer k times as late`(seed: UInt64) throws {
    func latency(_ factor: Double) throws -> ServingStatus {
      var simulation = try Simulation(
        .serving(cards: 3, arrivals: .atOnce(requests: 60)) {
          $0.seed = seed
          $0.rollout.maxSamplesPerRank = 8
          $0.faults.stragglers = (0..<3).map { Straggler(card: $0, slowdown: factor) }
        })
      var sink = NullSink()
      while simulation.runStep(into: &sink) != nil {}
      return try #require(simulation.serving)
    }
    let (one, four) = (try latency(1), try latency(4))
    // All durations are four times as long: to the rounding of nanoseconds at each event.
    #expect(abs(four.latency.mean.value / one.latency.mean.value - 4) < 1e-6)
    #expect(abs(four.firstToken.longest.value / one.firstToken.longest.value - 4) < 1e-6)
    #expect(abs(four.span.seconds / one.span.seconds - 4) < 1e-6)
  }

  /// A way to make the machine better.
  enum Improvement: CaseIterable, Sendable {
    case compute, memoryBandwidth, links, host, latency

    func improve(_ scenario: inout Scenario) {
      switch self {
      case .compute:
        scenario.cluster.chip.matrix = ComputeRate(
          flopsPerSecond: scenario.cluster.chip.matrix.flopsPerSecond * 1.5)
      case .memoryBandwidth:
        scenario.cluster.chip.memoryBandwidth = scenario.cluster.chip.memoryBandwidth * 1.5
      case .links:
        if var link = scenario.cluster.interServer {
          link.bandwidth = link.bandwidth * 2
          scenario.cluster.interServer = link
        }
        scenario.cluster.scaleOut.bandwidth = scenario.cluster.scaleOut.bandwidth * 2
        scenario.cluster.intraServer.bandwidth = scenario.cluster.intraServer.bandwidth * 2
      case .host: scenario.cluster.host.bandwidth = scenario.cluster.host.bandwidth * 2
      case .latency:
        scenario.cluster.interServer?.latency = .zero
        scenario.cluster.scaleOut.latency = .zero
      }
    }
  }

  @Test(arguments: 0..<3 as Range<UInt64>, Improvement.allCases)
  func `a better machine never slows a synchronous run whose samples have their places`(
    seed: UInt64, improvement: Improvement
  ) throws {
    // Anomalies are left out by the plan: with a queue that lets samples choose among ranks, or with
    // staleness, another speed makes another order, which may be a worse one (Graham, 1969).
    for isFused in [true, false] {
      let scenario = synchronous(seed, isFused: isFused)
      var better = scenario
      improvement.improve(&better)
      for (old, new) in zip(try records(scenario), try records(better)) {
        #expect(new.duration <= old.duration, "step \(old.step)")
      }
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `more cache never evicts more, and memory that is enough changes nothing`(
    seed: UInt64
  ) throws {
    let scenario = synchronous(seed, isFused: false)
    var larger = scenario
    larger.cluster.chip.memory = Bytes(scenario.cluster.chip.memory.count * 2)
    let (old, new) = (try records(scenario), try records(larger))
    #expect(old.map(\.duration) == new.map(\.duration))
    #expect(old.map(\.activities) == new.map(\.activities))
    func preemptions(_ share: Double) throws -> Int {
      var simulation = try Simulation(
        .serving(cards: 1, arrivals: .atOnce(requests: 40)) {
          $0.seed = seed
          $0.rollout.blockTokens = 16
          $0.rollout.memoryShare = share
        })
      var sink = NullSink()
      while simulation.runStep(into: &sink) != nil {}
      return try #require(simulation.serving).preemptions
    }
    #expect(try preemptions(0.9) == 0)
    #expect(try preemptions(0.17) >= (try preemptions(0.2)))
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `replicas that are alike can change places in a run that serves`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let cards = 4
    let card = Int.random(in: 0..<cards, using: &dice)
    func answered(_ place: (Int) -> Int) throws -> ServingStatus {
      var simulation = try Simulation(
        .serving(cards: cards, arrivals: .atOnce(requests: 1)) {
          $0.seed = seed
          $0.workload.samplesPerPrompt = cards * 3
          $0.faults.stragglers = [Straggler(card: place(card), slowdown: 2)]
          $0.workload.responseLength = .fixed(100)
        })
      var sink = NullSink()
      while simulation.runStep(into: &sink) != nil {}
      return try #require(simulation.serving)
    }
    #expect(try answered { $0 } == (try answered { (cards - 1) - $0 }))
  }
}
