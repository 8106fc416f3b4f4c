import TestKit
import Exploration
import Quantities
import Simulation
import Specification
import Telemetry
import Testing

@Suite struct WhatIfTests {
  @Test(arguments: 0..<UInt64(PolicyPreset.all.count))
  func `the ghost goes event for event as a run in which no knob was turned`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let scenario = PolicyPreset.all[Int(seed)].applied(to: .tiny { $0.seed = seed })
    var whatIf = try WhatIf(scenario, into: [TelemetryEvent]())
    whatIf.advance(to: .seconds(Double.random(in: 0...90, using: &dice)))
    while whatIf.ghost == nil { _ = whatIf.turn(.random(using: &dice)) }
    for _ in 0..<3 {
      whatIf.advance(to: whatIf.now + .seconds(Double.random(in: 0...30, using: &dice)))
      _ = whatIf.turn(.random(using: &dice))
    }
    whatIf.advance(to: whatIf.now + .seconds(60))

    var alone = try Future(scenario, into: [TelemetryEvent]())
    while alone.runStep(until: whatIf.now) != nil {}
    let ghost = try #require(whatIf.ghost)
    #expect(ghost.sink == alone.sink)
    #expect(ghost.simulation.stateDigest == alone.simulation.stateDigest)
    #expect(ghost.knobs == [])
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `the live future goes event for event as a run without a ghost`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let scenario = Scenario.tiny { $0.seed = seed }
    var whatIf = try WhatIf(scenario, into: [TelemetryEvent]())
    var alone = try Future(scenario, into: [TelemetryEvent]())
    for _ in 0..<4 {
      let time = whatIf.now + .seconds(Double.random(in: 0...40, using: &dice))
      let knob = Knob.random(using: &dice)
      whatIf.advance(to: time)
      while alone.runStep(until: time) != nil {}
      let (turning, other) = (whatIf.turn(knob), alone.turn(knob))
      #expect(turning == other)
    }
    let stop = whatIf.now + .seconds(60)
    whatIf.advance(to: stop)
    while alone.runStep(until: stop) != nil {}
    #expect(whatIf.live.sink == alone.sink)
    #expect(whatIf.live.knobs == alone.knobs)
    #expect(whatIf.live.simulation.violations() == [])
  }

  @Test func `a knob that stands so already makes no ghost`() throws {
    var whatIf = try WhatIf(.tiny(), into: NullSink())
    let policy = whatIf.live.simulation.scenario.policy
    #expect(policy.placement == .fused)
    let knobs: [Knob] = [
      .fusion(true), .staleness(policy.staleness), .expertBalance(policy.balancesExperts),
      .distributedQueue(policy.dataPath == .distributedQueue),
    ]
    let turnings = knobs.map { whatIf.turn($0) }
    #expect(turnings.allSatisfy { $0 == .unchanged })
    #expect(whatIf.ghost == nil)
    #expect(whatIf.ghostTitle == nil)
    #expect(whatIf.live.knobs == [])
  }

  @Test(arguments: [
    (Knob.failCard(-1), "there is no card -1; the cards are 0 to 383"),
    (.failCard(384), "there is no card 384; the cards are 0 to 383"),
    (.recoverCard(384), "there is no card 384; the cards are 0 to 383"),
    (.failServer(48), "there is no server 48; the servers are 0 to 47"),
    (.failLink(-1), "there is no server -1; the servers are 0 to 47"),
    (.staleness(-1), "a staleness bound of -1 cannot be set; 0 to 8 can"),
    (.staleness(9), "a staleness bound of 9 cannot be set; 0 to 8 can"),
  ])
  func `a knob that cannot be turned so is refused with a reason`(
    knob: Knob, reason: String
  ) throws {
    var whatIf = try WhatIf(.tiny(), into: NullSink())
    let turning = whatIf.turn(knob)
    #expect(turning == .refused(reason))
    #expect(whatIf.ghost == nil)
  }

  @Test(arguments: Scenario.presets.map(\.value).filter { !$0.isServing })
  func `a placement that the layouts do not divide is refused`(scenario: Scenario) throws {
    var scenario = scenario
    scenario.workload.promptsPerStep = 4
    #expect(scenario.policy.placement == .fused)
    var whatIf = try WhatIf(scenario, into: NullSink())
    let problem = scenario.turning(.fusion(false)).problems().first
    let turning = whatIf.turn(.fusion(false))
    #expect(turning == problem.map { .refused($0.description) } ?? .turned)
    // 64 cards in two halves leave too few dies for 32-fold expert parallelism.
    #expect((problem != nil) == (scenario.name == "qwen3-235b-a3-64"))
  }

  @Test(arguments: [
    Knob.fusion(false), .staleness(2), .distributedQueue(false), .coupling(.asynchronous),
    .tail(.partial),
  ])
  func `who only serves cannot be told how to train`(knob: Knob) throws {
    var scenario = Scenario.serveCM384
    scenario.workload.arrivals = .atOnce(requests: 3)
    var whatIf = try WhatIf(scenario, into: NullSink())
    guard case .refused = whatIf.turn(knob) else {
      Issue.record("\(knob) was turned")
      return
    }
    #expect(whatIf.turn(.dispatch(.roundRobin)) == .turned)
  }

  @Test func `another placement is pending until the step ends`() throws {
    var whatIf = try WhatIf(.tiny(), into: NullSink())
    whatIf.advance(to: .seconds(3))
    let first = whatIf.turn(.fusion(false))
    #expect(first == .turned)
    #expect(whatIf.live.pendingKnobs == [.fusion(false)])
    let second = whatIf.turn(.fusion(false))
    #expect(second == .unchanged)
    let step = whatIf.runStep()
    #expect(step?.step == 1)
    #expect(whatIf.live.pendingKnobs == [])
    #expect(whatIf.live.simulation.scenario.policy.placement != .fused)
    #expect(whatIf.ghost?.simulation.scenario.policy.placement == .fused)
  }

  @Test func `a second knob keeps the ghost of the first, and both are listed`() throws {
    var whatIf = try WhatIf(.tiny(), into: NullSink())
    whatIf.advance(to: .seconds(10))
    _ = whatIf.turn(.staleness(2))
    whatIf.advance(to: .seconds(20))
    _ = whatIf.turn(.failCard(17))
    #expect(whatIf.forkTime == .seconds(10))
    #expect(whatIf.liveKnobs == [.staleness(2), .failCard(17)])
    #expect(whatIf.ghostTitle == "before StaleSync η 2, fail card 17")
    whatIf.swapGhost()
    #expect(whatIf.liveKnobs == [])
    #expect(whatIf.ghostKnobs == [.staleness(2), .failCard(17)])
    #expect(whatIf.ghostTitle == "with StaleSync η 2, fail card 17")
    whatIf.dropGhost()
    #expect(whatIf.ghost == nil)
    #expect(whatIf.forkTime == nil)
    _ = whatIf.turn(.expertBalance(false))
    #expect(whatIf.forkTime == .seconds(20))
    #expect(whatIf.ghostTitle == "before EDP balance off")
  }

  @Test func `a kept what-if is the baseline of the knobs turned from then on`() throws {
    var whatIf = try WhatIf(.tiny(), into: NullSink())
    whatIf.advance(to: .seconds(10))
    _ = whatIf.turn(.staleness(2))
    whatIf.advance(to: .seconds(20))
    let isKept = whatIf.keepGhost()
    #expect(isKept)
    #expect(whatIf.forkTime == .seconds(20))
    #expect(whatIf.liveKnobs == [] && whatIf.ghostKnobs == [])
    #expect(whatIf.ghostTitle == "as kept")
    #expect(whatIf.ghost?.simulation.stateDigest == whatIf.live.simulation.stateDigest)
    let isKeptTwice = whatIf.keepGhost()
    #expect(!isKeptTwice)
    _ = whatIf.turn(.staleness(0))
    #expect(whatIf.liveKnobs == [.staleness(0)])
    #expect(whatIf.ghost?.simulation.scenario.policy.staleness == 2)
    #expect(whatIf.ghostTitle == "before StaleSync η 0")
  }

  @Test func `futures are compared once both have ended a step, step against step`() throws {
    var whatIf = try WhatIf(.tiny(), into: [TelemetryEvent]())
    whatIf.advance(to: .seconds(40))
    let before = whatIf.live.simulation.version
    _ = whatIf.turn(.distributedQueue(false))
    while whatIf.comparison == nil {
      let ended = min(
        whatIf.live.simulation.version, whatIf.ghost?.simulation.version ?? before)
      #expect(ended == before)
      whatIf.advance(to: whatIf.now + .seconds(1))
    }
    whatIf.advance(to: .seconds(400))
    let comparison = try #require(whatIf.comparison)
    let ghost = try #require(whatIf.ghost)
    let mine = whatIf.live.sink.steps.filter { $0.end > .seconds(40) }
    let others = ghost.sink.steps.filter { $0.end > .seconds(40) }
    #expect(comparison.steps == min(mine.count, others.count))
    #expect(comparison.live == rate(mine.prefix(comparison.steps)))
    #expect(comparison.ghost == rate(others.prefix(comparison.steps)))
    #expect(comparison.gain == comparison.live / comparison.ghost - 1)
    #expect(comparison.gain < 0, "one controller is slower than a distributed queue")

    whatIf.swapGhost()
    let swapped = try #require(whatIf.comparison)
    #expect(swapped == Comparison(steps: comparison.steps, live: rate(others), ghost: rate(mine)))
  }

  private func rate(_ steps: some Collection<StepRecord>) -> Double {
    let time = steps.reduce(SimDuration.zero) { $0 + $1.duration }
    return Double(steps.reduce(0) { $0 + $1.tokens }) / time.seconds
  }
}

extension [TelemetryEvent] {
  /// The records of the steps that ended.
  var steps: [StepRecord] {
    compactMap { event in
      if case .step(let record) = event.kind { record } else { nil }
    }
  }
}
