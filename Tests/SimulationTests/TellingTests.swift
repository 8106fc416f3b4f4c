import Quantities
import Specification
import Telemetry
import TestKit
import Testing

@testable import Simulation

/// Telling what changed makes the same picture as telling all.
@Suite struct TellingTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `what is folded from changes is what is folded from whole statuses`(seed: UInt64) throws {
    let scenario =
      seed.isMultiple(of: 4)
      ? Scenario.randomServing(seed: seed) : InvariantTests.scenario(seed)
    // A run that is checked tells all of a replica each time.
    var whole = ClusterState(scenario: scenario)
    var changes = whole
    var checked = try Simulation(scenario, into: &whole, checksEveryEvent: true)
    var simulation = try Simulation(scenario, into: &changes)
    var dice = Dice(state: seed)
    for _ in 0..<60 {
      let next = simulation.now + .seconds(Double.random(in: 0...40, using: &dice))
      simulation.run(until: next, into: &changes)
      checked.run(until: next, into: &whole)
      changes.advance(to: next)
      whole.advance(to: next)
      #expect(changes.replicas == whole.replicas)
      #expect(changes == whole)
      guard !scenario.isServing, Int.random(in: 0..<6, using: &dice) == 0 else { continue }
      let knob = InvariantTests.knob(using: &dice)
      guard simulation.refusal(of: knob) == nil else { continue }
      simulation.turn(knob, into: &changes)
      checked.turn(knob, into: &whole)
    }
    #expect(simulation.stateDigest == checked.stateDigest)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `most of what happens is told without a whole status`(seed: UInt64) throws {
    var events: [TelemetryEvent] = []
    var simulation = try Simulation(.tiny { $0.seed = seed }, into: &events)
    for _ in 0..<4 { _ = simulation.runStep(into: &events) }
    var (progress, whole) = (0, 0)
    for event in events {
      switch event.kind {
      case .progress: progress += 1
      case .replica: whole += 1
      default: break
      }
    }
    #expect(progress > 0)
    #expect(progress + whole > 20)
  }
}
