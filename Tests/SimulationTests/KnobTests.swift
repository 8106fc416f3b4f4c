import CostModel
import Quantities
import Simulation
import Specification
import Telemetry
import TestKit
import Testing

/// What each what-if does to a run.
@Suite struct KnobTests {
  /// The second step's record, with a knob turned a second after the start.
  private func step(
    after knob: Knob?, _ change: (inout Scenario) -> Void = { _ in }
  ) throws -> StepRecord {
    var simulation = try Simulation(.tiny(change))
    var sink = NullSink()
    simulation.run(until: .seconds(1), into: &sink)
    if let knob { simulation.turn(knob, into: &sink) }
    _ = simulation.runStep(into: &sink)
    let ended = simulation.runStep(into: &sink)
    #expect(simulation.violations() == [])
    return try #require(ended)
  }

  @Test func `keeping both copies of the weights takes no time at a switch and cache room`() throws
  {
    let offloading = try step(after: .memory(.offload))
    let keeping = try step(after: .memory(.keepBoth))
    #expect(offloading.share(of: .offload) > 0)
    #expect(keeping.share(of: .offload) == 0)
    #expect(keeping.duration < offloading.duration)
    let other = StepCosts(Scenario.tiny { $0.policy.memory = .keepBoth })
    #expect(other.cacheTokensPerRank < StepCosts(.tiny()).cacheTokensPerRank)
  }

  @Test func `both copies are refused with the numbers where a die cannot hold them`() throws {
    let scenario = Scenario.deepSeekR1A3
    let simulation = try Simulation(scenario)
    let reason = try #require(simulation.refusal(of: .memory(.keepBoth)))
    #expect(reason.contains("GiB short") && reason.contains("copy of the weights"), "\(reason)")
  }

  @Test func `speculation begins with the next step and shortens it`() throws {
    let one = try step(after: nil)
    let guessing = try step(after: .speculation(90))
    #expect(guessing.duration < one.duration)
    var simulation = try Simulation(.tiny())
    var sink = NullSink()
    simulation.turn(.speculation(90), into: &sink)
    #expect(simulation.pendingKnobs == [.speculation(90)])
    #expect(!simulation.isChanged(by: .speculation(90)))
    simulation.turn(.speculation(nil), into: &sink)
    #expect(simulation.pendingKnobs == [])
  }

  @Test func `another split gives the pools other sizes`() throws {
    var simulation = try Simulation(.tiny())
    var sink = NullSink()
    #expect(simulation.refusal(of: .split(32)) != nil)
    #expect(simulation.refusal(of: .split(8)) == nil)
    simulation.turn(.split(8), into: &sink)
    #expect(simulation.pendingKnobs == [.split(8)])
    _ = simulation.runStep(into: &sink)
    #expect(simulation.scenario.trainingDies == 0..<8)
    #expect(simulation.runStep(into: &sink) != nil)
    simulation.turn(.fusion(true), into: &sink)
    _ = simulation.runStep(into: &sink)
    simulation.turn(.fusion(false), into: &sink)
    _ = simulation.runStep(into: &sink)
    #expect(simulation.scenario.trainingDies == 0..<8)
  }

  @Test func `a card taken back early lets its replica go on`() throws {
    func duration(_ knobs: [Knob]) throws -> SimDuration {
      var simulation = try Simulation(.tiny())
      var sink = NullSink()
      simulation.run(until: .seconds(3), into: &sink)
      for knob in knobs { simulation.turn(knob, into: &sink) }
      let ended = simulation.runStep(into: &sink)
      return try #require(ended).duration
    }
    let failed = try duration([.failCard(3)])
    let mended = try duration([.failCard(3), .recoverCard(3)])
    #expect(mended < failed)
    let server = try duration([.failServer(0)])
    let link = try duration([.failLink(0)])
    // A server that is cut off keeps its state: it is back before one that lost it.
    #expect(link < server)
  }
}
