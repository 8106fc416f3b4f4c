import Quantities
import Simulation
import Specification
import Telemetry
import TestKit
import Testing

/// Faults by kind: cards, servers and links that stop or turn slow.
@Suite struct FaultTests {
  /// The records of so many steps, with the totals at their end.
  private func run(
    steps: Int = 1, _ change: (inout Scenario) -> Void
  ) throws -> (records: [StepRecord], totals: RunTotals) {
    var simulation = try Simulation(.tiny(change))
    var sink = NullSink()
    var records: [StepRecord] = []
    for _ in 0..<steps {
      guard let record = simulation.runStep(into: &sink) else { break }
      records.append(record)
    }
    #expect(simulation.violations() == [])
    #expect(records.count == steps, "\(simulation.stall ?? "")")
    return (records, simulation.totals)
  }

  private func duration(_ faults: Fault...) throws -> SimDuration {
    try run { $0.faults.faults = faults }.records[0].duration
  }

  @Test func `what turns slow makes the step longer, a link less than a server`() throws {
    let undisturbed = try duration()
    let start = SimTime.seconds(1)
    let card = try duration(Fault(at: start, card: 3, slowdown: 3))
    let server = try duration(Fault(at: start, server: 0, slowdown: 3))
    let link = try duration(Fault(at: start, link: 0, slowdown: 3))
    #expect(undisturbed < link)
    #expect(link < server)
    #expect(undisturbed < card)
    #expect(card <= server)
  }

  @Test func `what is slow for a while is as fast again after it`() throws {
    let undisturbed = try run { $0.policy.staleness = 0 }
    for target in FaultTarget.allCases {
      let passing = try run { scenario in
        scenario.policy.staleness = 0
        scenario.faults.faults = [
          FaultRate(hits: target, every: .zero, slowdown: 50, lasting: .seconds(20)).fault(
            of: 0, at: .seconds(2))
        ]
      }
      #expect(passing.records[0].duration > undisturbed.records[0].duration)
    }
    let once = try run(steps: 2) { $0.policy.staleness = 0 }
    let passing = try run(steps: 2) {
      $0.policy.staleness = 0
      $0.faults.faults = [Fault(at: .seconds(1), card: 0, slowdown: 4, lasting: .seconds(2))]
    }
    #expect(passing.records[1].duration == once.records[1].duration)
  }

  @Test func `a server fails with all its cards`() throws {
    let step = try run { $0.faults.faults = [Fault(at: .seconds(3), server: 1)] }
    let card = try run { $0.faults.faults = [Fault(at: .seconds(3), card: 9)] }
    let share = step.records[0].share(of: .failed) / card.records[0].share(of: .failed)
    #expect(share > 4)
  }

  @Test func `a restarted task loses more than a restarted process`() throws {
    func lost(_ recovery: Recovery, at time: Double) throws -> (RunTotals, SimDuration) {
      let run = try run(steps: 2) {
        $0.policy.staleness = 0
        $0.faults.recovery = recovery
        $0.faults.faults = [Fault(at: .seconds(time), card: 3)]
      }
      return (run.totals, run.records[0].duration + run.records[1].duration)
    }
    let process = try lost(.process, at: 3)
    let task = try lost(.task, at: 3)
    #expect(task.0.tokensLost > process.0.tokensLost)
    #expect(task.1 > process.1)
  }

  @Test func `a card that fails in training makes the trainer begin its leg again`() throws {
    let undisturbed = try run { $0.policy.staleness = 0 }.records[0]
    let late = undisturbed.end.seconds - 1
    let disturbed = try run {
      $0.policy.staleness = 0
      $0.faults.faults = [Fault(at: .seconds(late), card: 3)]
    }
    #expect(disturbed.totals.trainingLost > .zero)
    #expect(disturbed.records[0].duration > undisturbed.duration)
  }

  @Test func `when nothing comes back, the run ends and says why`() throws {
    for faults in [
      [Fault(at: .seconds(3), server: 0), Fault(at: .seconds(4), server: 1)],
      [Fault(at: .seconds(3), card: 5)],
    ] {
      var simulation = try Simulation(
        .tiny {
          $0.faults.repair = nil
          $0.faults.faults = faults
          $0.faults.rates = FaultTarget.allCases.map {
            FaultRate(hits: $0, every: .seconds(100), slowdown: 2, lasting: .seconds(50))
          }
        })
      var sink = NullSink()
      for _ in 0..<4 { _ = simulation.runStep(into: &sink) }
      let reason = try #require(simulation.stall)
      #expect(reason.contains("cannot end"), "\(reason)")
      #expect(simulation.violations() == [])
    }
  }

  @Test func `a spare card takes the place of one that is gone for good`() throws {
    let run = try run(steps: 3) {
      $0.faults.repair = nil
      $0.faults.spares = 1
      $0.faults.faults = [Fault(at: .seconds(3), card: 5)]
    }
    #expect(run.records.count == 3)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `conservation laws hold whatever fails or turns slow`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var scenario = Scenario.random(seed: seed, prompts: 1...8)
    scenario.faults.repair = .seconds(Double(Int.random(in: 0...300, using: &dice)))
    scenario.faults.recovery = Bool.random(using: &dice) ? .process : .task
    scenario.faults.faults = (0..<4).map { _ in
      let target = FaultTarget.allCases.randomElement(using: &dice) ?? .card
      let slowdown = Bool.random(using: &dice) ? 2.5 : nil
      return FaultRate(hits: target, every: .zero, slowdown: slowdown, lasting: .seconds(60))
        .fault(
          of: Int.random(in: 0..<2, using: &dice),
          at: .seconds(Double(Int.random(in: 0...400, using: &dice))))
    }
    scenario.faults.rates = [
      FaultRate(hits: .link, every: .seconds(700), slowdown: 3, lasting: .seconds(100)),
      FaultRate(hits: .server, every: .seconds(3000)),
    ]
    var first = try Simulation(scenario)
    var second = try Simulation(scenario)
    var sink = NullSink()
    for _ in 0..<3 {
      #expect(first.runStep(into: &sink) == second.runStep(into: &sink))
      #expect(first.violations() == [])
    }
    #expect(first.stateDigest == second.stateDigest)
  }
}
