import TestKit
import Exploration
import Quantities
import Session
import Simulation
import Specification
import Telemetry
import Testing

@Suite struct RoundTripTests {
  @Test func `a recorded run replays step by step`() throws {
    let text = try Recording.text { timeline, step in
      if step == 1 {
        timeline.advance(to: timeline.now + .seconds(5))
        _ = timeline.turn(.staleness(2))
        _ = timeline.turn(.failCard(17))
      }
    }
    let session = try Session(parsing: text.utf8)
    #expect(session.scenario == .tiny())
    #expect(session.program == "1.2.3")
    #expect(session.inputs.map(\.action) == [.turn(.staleness(2)), .turn(.failCard(17))])
    #expect(session.steps.map(\.step) == [1, 2, 3])
    var replay = try Replay(session, into: NullSink())
    var ended: [Int] = []
    while let step = replay.runStep() { ended.append(step.step) }
    #expect(ended == [1, 2, 3])
    #expect(replay.isOver && replay.divergence == nil)
    #expect(replay.steps == session.steps)
    #expect(RunReport(replay).verification == .verified(program: "1.2.3"))
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `whatever is done to a run, its session replays`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let scenario = Scenario.tiny { $0.seed = seed }
    let text = try Recording.text(scenario, steps: 6, isEnded: seed % 2 == 0) { timeline, _ in
      timeline.advance(to: timeline.now + .seconds(Double.random(in: 0...30, using: &dice)))
      switch Int.random(in: 0..<8, using: &dice) {
      case 0: timeline.swapGhost()
      case 1: timeline.dropGhost()
      case 2:
        timeline.seek(
          to: SimTime(nanoseconds: .random(in: 0...timeline.frontier.nanoseconds, using: &dice)))
      case 3: _ = timeline.turn(.fusion(Bool.random(using: &dice)))
      case 4: _ = timeline.turn(.distributedQueue(Bool.random(using: &dice)))
      case 6: timeline.keepGhost()
      case 5: _ = timeline.turn(.failCard(Int.random(in: 0..<384, using: &dice)))
      default: _ = timeline.turn(.staleness(Int.random(in: 0...4, using: &dice)))
      }
    }
    let session = try Session(parsing: text.utf8)
    var replay = try Replay(session, into: NullSink())
    replay.run()
    #expect(replay.divergence == nil)
    #expect(replay.steps == session.steps)
    #expect(session.isCutShort == (seed % 2 != 0))
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `a recorded run that only serves replays record by record`(seed: UInt64) throws {
    let scenario = Scenario.tiny {
      $0.seed = seed
      $0.workload.arrivals =
        seed.isMultiple(of: 2)
        ? .poisson(PoissonArrivals(requests: 60, perSecond: 8)) : .atOnce(requests: 60)
      $0.policy.staleness = 0
      if seed.isMultiple(of: 3) { $0.rollout.stepTokens = 2048 }
    }
    let text = try Recording.text(scenario, steps: 5) { timeline, step in
      if step == 2 { _ = timeline.turn(.failCard(Int(seed))) }
    }
    let session = try Session(parsing: text.utf8)
    #expect(session.scenario == scenario)
    #expect(session.steps.count == 5)
    var replay = try Replay(session, into: NullSink())
    replay.run()
    #expect(replay.divergence == nil)
    #expect(replay.steps == session.steps)
    #expect(RunReport(replay).verification == .verified(program: "1.2.3"))
  }

  @Test func `a replay in the console goes the same way as one without a screen`() throws {
    let session = try Session(
      parsing: Recording.text { timeline, step in
        if step == 1 { _ = timeline.turn(.staleness(2)) }
        if step == 2 { timeline.swapGhost() }
      }.utf8)
    var timeline = try Timeline(
      session.scenario, into: ClusterState(scenario: session.scenario), inputs: session.inputs)
    timeline.seek(to: session.end)
    timeline.seek(to: .seconds(3))
    timeline.seek(to: session.end)
    #expect(Ending(timeline.present.live.simulation) == session.ending)
  }

  @Test func `the same run gives the same bytes`() throws {
    let texts = try (0..<2).map { _ in
      try Recording.text(steps: 2) { timeline, _ in _ = timeline.turn(.expertBalance(false)) }
    }
    #expect(texts[0] == texts[1])
  }

  @Test func `a run on measured lengths replays without the file they came from`() throws {
    let scenario = Scenario.tiny {
      $0.workload.responseLength = .measured(
        MeasuredLengths(
          file: "lengths.csv", field: "tokens", groupSize: 4,
          lengths: (0..<64).map { 50 + 37 * $0 % 900 }))
    }
    let session = try Session(parsing: Recording.text(scenario).utf8)
    var replay = try Replay(session, into: NullSink())
    replay.run()
    #expect(replay.divergence == nil)
    #expect(replay.steps.count == 3)
  }

  @Test func `fifty steps take kilobytes`() throws {
    let text = try Recording.text(steps: 50)
    #expect(text.utf8.count < 40_000)
    #expect(text.split(separator: "\n").dropFirst().allSatisfy { $0.utf8.count < 700 })
  }
}
