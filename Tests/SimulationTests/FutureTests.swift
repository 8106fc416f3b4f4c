import TestKit
import Quantities
import Simulation
import Specification
import Telemetry
import Testing

/// Runs a simulation to the end of a step.
private func run(_ simulation: inout Simulation, steps: Int) {
  var sink = NullSink()
  for _ in 0..<steps { _ = simulation.runStep(into: &sink) }
}

@Suite struct FutureTests {
  @Test(arguments: 0..<10 as Range<UInt64>)
  func `the same scenario gives the same run`(seed: UInt64) throws {
    var first = try Simulation(.random(seed: seed))
    var second = try Simulation(.random(seed: seed))
    run(&first, steps: 3)
    run(&second, steps: 3)
    #expect(first.stateDigest == second.stateDigest)
    #expect(first.lastStep == second.lastStep)
    #expect(first.eventCount == second.eventCount)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `whether anyone listens changes nothing`(seed: UInt64) throws {
    var quiet = try Simulation(.random(seed: seed))
    var events: [TelemetryEvent] = []
    var told = try Simulation(.random(seed: seed), into: &events)
    run(&quiet, steps: 2)
    _ = told.runStep(into: &events)
    _ = told.runStep(into: &events)
    #expect(quiet.stateDigest == told.stateDigest)
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time })
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `a fork leaves the original's future alone`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var original = try Simulation(.random(seed: seed))
    var alone = try Simulation(.random(seed: seed))
    var sink = NullSink()
    let time = SimTime.seconds(Double(Int.random(in: 1...400, using: &dice)))
    original.run(until: time, into: &sink)
    var fork = original
    fork.turn(.staleness(3), into: &sink)
    fork.turn(.failCard(7), into: &sink)
    run(&fork, steps: 2)
    run(&original, steps: 2)
    alone.run(until: time, into: &sink)
    run(&alone, steps: 2)
    #expect(original.stateDigest == alone.stateDigest)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `knobs turned at any time keep the conservation laws`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var simulation = try Simulation(.random(seed: seed))
    var sink = NullSink()
    for _ in 0..<12 {
      let span = Double(Int.random(in: 1...120, using: &dice))
      simulation.run(until: simulation.now + .seconds(span), into: &sink)
      let knobs: [Knob] = [
        .fusion(Bool.random(using: &dice)), .staleness(Int.random(in: 0...4, using: &dice)),
        .distributedQueue(Bool.random(using: &dice)), .expertBalance(Bool.random(using: &dice)),
        .coupling(Coupling.allCases.randomElement(using: &dice) ?? .bounded),
        .tail(TailChoice.allCases.randomElement(using: &dice) ?? .wait),
        .dispatch(DispatchChoice.allCases.randomElement(using: &dice) ?? .grouped),
        .failCard(Int.random(in: 0..<16, using: &dice)),
        .recoverCard(Int.random(in: 0..<16, using: &dice)),
        .failServer(Int.random(in: 0..<2, using: &dice)),
        .failLink(Int.random(in: 0..<2, using: &dice)),
        .split(Bool.random(using: &dice) ? 16 : 8),
        .placement(
          [.fused, .colocated, .separate(trainingDies: 16)].randomElement(using: &dice) ?? .fused),
        .speculation([nil, 50, 90].randomElement(using: &dice) ?? nil),
        .queueCapacity([nil, 24, 48].randomElement(using: &dice) ?? nil),
        .memory(MemoryChoice.allCases.randomElement(using: &dice) ?? .offload),
        .recomputation(Recomputation.allCases.randomElement(using: &dice) ?? .full),
      ]
      if let knob = knobs.randomElement(using: &dice), simulation.refusal(of: knob) == nil {
        simulation.turn(knob, into: &sink)
      }
      #expect(simulation.violations() == [])
    }
    let version = simulation.version
    run(&simulation, steps: 2)
    #expect(simulation.version == version + 2, "\(simulation.stall ?? "it goes on")")
    #expect(simulation.violations() == [])
  }

  @Test func `the console's state agrees with the simulation's ledger`() throws {
    let scenario = Scenario.tiny { $0.policy.placement = .separate(trainingDies: 16) }
    var state = ClusterState(scenario: scenario)
    var simulation = try Simulation(scenario, into: &state)
    for _ in 0..<3 { _ = simulation.runStep(into: &state) }
    let step = try #require(simulation.lastStep)
    #expect(state.steps.last == step)
    var ledger = state.ledger
    ledger.settle(at: simulation.now)
    var sum = Array(repeating: Int128(0), count: Activity.allCases.count)
    for step in state.steps {
      for index in sum.indices { sum[index] += Int128(step.activities[index].nanoseconds) }
    }
    #expect(ledger.totalsByActivity() == sum)
    #expect(state.now == simulation.now)
    #expect(state.version == simulation.version)
  }

  @Test func `failing every card delays the run and does not end it`() throws {
    var simulation = try Simulation(.tiny())
    var sink = NullSink()
    simulation.run(until: .seconds(5), into: &sink)
    for card in 0..<16 { simulation.turn(.failCard(card), into: &sink) }
    #expect(simulation.violations() == [])
    let ended = simulation.runStep(into: &sink)
    let step = try #require(ended)
    let undisturbed = try {
      var other = try Simulation(.tiny())
      return other.runStep(into: &sink)
    }()
    #expect(step.duration > (undisturbed?.duration ?? .zero))
    #expect(step.share(of: .failed) > 0)
    #expect(simulation.violations() == [])
  }
}
