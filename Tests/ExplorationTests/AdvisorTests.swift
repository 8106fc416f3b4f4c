import Exploration
import Quantities
import Simulation
import Specification
import Telemetry
import TestKit
import Testing

/// What would help most, and that asking changes nothing.
@Suite struct AdvisorTests {
  private static func run(after steps: Int = 2) throws -> Simulation {
    var simulation = try Simulation(.tiny())
    var sink = NullSink()
    for _ in 0..<steps { _ = simulation.runStep(into: &sink) }
    return simulation
  }

  private static func advice(_ advisor: Advisor) -> Advice {
    var advisor = advisor
    advisor.work { false }
    return advisor.advice
  }

  @Test(arguments: 1..<6)
  func `the answer does not depend on the pieces it is worked out in`(every: Int) throws {
    let simulation = try Self.run()
    let whole = Self.advice(Advisor(simulation, steps: 2))
    var advisor = Advisor(simulation, steps: 2)
    var last = 0
    while !advisor.isDone {
      var left = every
      advisor.work {
        left -= 1
        return left <= 0
      }
      #expect(advisor.advice.progress.done >= last)
      last = advisor.advice.progress.done
    }
    #expect(advisor.advice == whole)
    #expect(whole.isDone)
  }

  @Test func `a knob does what it does when it is turned`() throws {
    let simulation = try Self.run()
    let advice = Self.advice(Advisor(simulation, steps: 3))
    var sink = NullSink()
    for entry in advice.entries {
      guard let rate = entry.tokensPerSecond else { continue }
      var copy = simulation
      copy.turn(entry.knob, into: &sink)
      _ = copy.runStep(into: &sink)
      let records = (0..<3).compactMap { _ in copy.runStep(into: &sink) }
      let seconds = records.reduce(0) { $0 + $1.duration.seconds }
      #expect(abs(rate - Double(records.reduce(0) { $0 + $1.tokens }) / seconds) < 1e-6 * rate)
    }
  }

  @Test func `the price of a knob is what the run pays with it turned`() throws {
    let simulation = try Self.run()
    let advice = Self.advice(Advisor(simulation, steps: 2))
    let usual = try #require(advice.price)
    #expect(usual.headroom == simulation.memoryHeadroom)
    var sink = NullSink()
    for entry in advice.entries {
      #expect((entry.price == nil) == (entry.tokensPerSecond == nil))
      guard let price = entry.price else { continue }
      var copy = simulation
      copy.turn(entry.knob, into: &sink)
      _ = copy.runStep(into: &sink)
      let records = (0..<2).compactMap { _ in copy.runStep(into: &sink) }
      let behind = records.reduce(0) { $0 + $1.meanStaleness * Double($1.samples) }
      let mean = behind / Double(records.reduce(0) { $0 + $1.samples })
      #expect(abs(price.staleness - mean) < 1e-9)
    }
  }

  @Test func `the best comes first and the refused come last`() throws {
    let advice = Self.advice(Advisor(try Self.run(), steps: 2))
    let rates = advice.entries.compactMap(\.tokensPerSecond)
    #expect(!rates.isEmpty)
    #expect(rates == rates.sorted(by: >))
    let firstRefused = advice.entries.firstIndex { $0.tokensPerSecond == nil }
    #expect(
      advice.entries[(firstRefused ?? advice.entries.count)...].allSatisfy {
        $0.tokensPerSecond == nil
      })
  }

  @Test func `every candidate changes something, and no two are one`() throws {
    for scenario in Scenario.presets.map(\.value) {
      let knobs = Advisor.candidates(in: scenario)
      #expect(Set(knobs).count == knobs.count)
      for knob in knobs { #expect(scenario.turning(knob) != scenario, "\(knob)") }
    }
  }

  @Test func `a knob that cannot be turned is told with its reason`() throws {
    let advice = Self.advice(Advisor(try Self.run(), knobs: [.failCard(9999)], steps: 1))
    guard case .refused(let reason) = advice.entries[0].outcome else {
      Issue.record("it was turned")
      return
    }
    #expect(reason.contains("9999"))
  }

  @Test func `a run that comes to its end is asked about all the same`() throws {
    for preset in Scenario.presets where preset.value.isServing {
      var scenario = preset.value
      scenario.workload.arrivals = .atOnce(requests: 8)
      var advisor = Advisor(
        try Simulation(scenario), knobs: [.expertBalance(!scenario.policy.balancesExperts)],
        steps: 1000)
      var pieces = 0
      while !advisor.isDone, pieces < 20_000 {
        advisor.work { true }
        pieces += 1
      }
      #expect(advisor.isDone)
    }
  }

  @Test func `asking leaves the run as it is`() throws {
    let simulation = try Self.run()
    let before = simulation.stateDigest
    _ = Self.advice(Advisor(simulation, steps: 2))
    #expect(simulation.stateDigest == before)
  }
}
