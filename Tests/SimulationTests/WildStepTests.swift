import Quantities
import Specification
import Telemetry
import TestKit
import Testing

@testable import Simulation

/// A step of any scenario that can be written down: a number, or an error that says why there is none.
struct WildStepTests {
  private enum End {
    case step
    case refused
  }

  /// A scenario of random figures and few samples, of one token or of millions every third time each.
  private static func wild(_ seed: UInt64) -> Scenario {
    var dice = Dice(state: seed)
    var scenario = dice.scenario()
    scenario.workload.samplesPerPrompt = 1
    scenario.faults = FaultPlan(recovery: .process, faults: [])
    if seed % 3 == 1 {
      scenario.workload.promptLength = .fixed(1)
      scenario.workload.responseLength = .fixed(1)
    } else if seed % 3 == 2 {
      scenario.workload.promptLength = .fixed(dice.int(in: 1...1 << 23))
      scenario.workload.responseLength = .fixed(dice.int(in: 1...1 << 23))
    }
    // Half of them on dies that hold whatever is asked for.
    if seed % 2 == 0 { scenario.cluster.chip.memory = .gibi(1e6) }
    return scenario
  }

  private static func end(_ seed: UInt64) -> End {
    let scenario = wild(seed)
    guard scenario.problems().isEmpty else { return .refused }
    do throws(SimulationError) {
      var simulation = try Simulation(scenario)
      var sink = NullSink()
      guard let step = simulation.runStep(into: &sink) else {
        #expect(simulation.stall != nil, "seed \(seed)")
        return .refused
      }
      #expect(step.duration.nanoseconds > 0, "seed \(seed)")
      #expect(step.tokensPerSecond.isFinite && step.tokensPerSecond > 0, "seed \(seed)")
      #expect(step.samples > 0 && step.tokens > step.samples, "seed \(seed)")
      // Centuries on many dies leave the range of a duration, so that they are added as real numbers.
      let spent = step.activities.reduce(0) { $0 + $1.seconds }
      let whole = step.duration.seconds * Double(step.dies)
      #expect((spent / whole - 1).magnitude < 1e-9, "seed \(seed)")
      return .step
    } catch {
      #expect(!"\(error)".isEmpty, "seed \(seed)")
      return .refused
    }
  }

  @Test func `a step of centuries ends with the reason instead of a step`() throws {
    var scenario = Scenario.tiny()
    scenario.cluster.chip.memory = .gibi(1e9)
    scenario.cluster.chip.matrix = .tera(1e-3)
    scenario.workload.responseLength = .fixed(1 << 20)
    var simulation = try Simulation(scenario)
    var sink = NullSink()
    #expect(simulation.runStep(into: &sink) == nil)
    #expect(simulation.stall == "step 1 takes more than 3335 days, the longest that is reckoned")
  }

  @Test func `of many scenarios each comes to a step or to a reason, and both happen`() {
    let ends = (0..<150 as Range<UInt64>).map(Self.end)
    #expect(ends.count { $0 == .step } >= 30)
    #expect(ends.count { $0 == .refused } >= 10)
  }
}
