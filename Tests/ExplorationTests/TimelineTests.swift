import TestKit
import Exploration
import Quantities
import Simulation
import Specification
import Telemetry
import Testing

@Suite struct TimelineTests {
  @Test(arguments: 0..<5 as Range<UInt64>)
  func `seeking reaches the state that a fresh run has then`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let scenario = Scenario.tiny { $0.seed = seed }
    var timeline = try Timeline(scenario, into: [TelemetryEvent](), copies: 5)
    for _ in 0..<5 {
      timeline.advance(to: timeline.now + .seconds(Double.random(in: 0...60, using: &dice)))
      if Bool.random(using: &dice) {
        // Back, to go another way from there: what was kept of the old way must not be used again.
        timeline.seek(
          to: SimTime(nanoseconds: .random(in: 0...timeline.frontier.nanoseconds, using: &dice)))
      }
      _ = timeline.turn(.random(using: &dice))
      if Int.random(in: 0..<4, using: &dice) == 0 { timeline.swapGhost() }
      if Int.random(in: 0..<4, using: &dice) == 0 { timeline.keepGhost() }
    }
    timeline.advance(to: timeline.now + .seconds(60))
    let inputs = timeline.inputs
    let frontier = timeline.frontier
    for _ in 0..<5 {
      let time = SimTime(nanoseconds: .random(in: 0...frontier.nanoseconds, using: &dice))
      timeline.seek(to: time)
      #expect(timeline.now == time)
      let fresh = try self.fresh(scenario, inputs: inputs, at: time)
      #expect(timeline.present.live.sink == fresh.live.sink)
      #expect(
        timeline.present.live.simulation.stateDigest == fresh.live.simulation.stateDigest)
      #expect(timeline.present.ghost?.sink == fresh.ghost?.sink)
      #expect(timeline.present.ghostTitle == fresh.ghostTitle)
      #expect(timeline.present.comparison == fresh.comparison)
    }
    #expect(timeline.inputs == inputs)
    #expect(timeline.frontier == frontier)
  }

  /// A run to a time in one go, by hand.
  private func fresh(
    _ scenario: Scenario, inputs: [Input], at time: SimTime
  ) throws -> WhatIf<[TelemetryEvent]> {
    var whatIf = try WhatIf(scenario, into: [TelemetryEvent]())
    for input in inputs where input.time <= time {
      whatIf.advance(to: input.time)
      switch input.action {
      case .turn(let knob):
        let turning = whatIf.turn(knob)
        #expect(turning == .turned)
      case .swapGhost: whatIf.swapGhost()
      case .dropGhost: whatIf.dropGhost()
      case .keepGhost: whatIf.keepGhost()
      }
    }
    whatIf.advance(to: time)
    return whatIf
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `the journal tells a run that goes the same way again`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let scenario = Scenario.tiny { $0.seed = seed }
    var timeline = try Timeline(scenario, into: NullSink(), keepsJournal: true)
    var journal: [JournalEntry] = []
    for _ in 0..<6 {
      timeline.advance(to: timeline.now + .seconds(Double.random(in: 0...60, using: &dice)))
      switch Int.random(in: 0..<6, using: &dice) {
      case 0: timeline.swapGhost()
      case 1: timeline.dropGhost()
      case 3: timeline.keepGhost()
      case 2:
        timeline.seek(
          to: SimTime(nanoseconds: .random(in: 0...timeline.frontier.nanoseconds, using: &dice)))
      default: _ = timeline.turn(.random(using: &dice))
      }
      journal += timeline.takeJournal()
    }
    timeline.seekToFrontier()
    journal += timeline.takeJournal()

    let (inputs, steps) = resolve(journal)
    #expect(inputs == timeline.inputs)
    var again = try Timeline(scenario, into: NullSink(), inputs: inputs, keepsJournal: true)
    again.advance(to: timeline.now)
    let (live, other) = (again.present.live.simulation, timeline.present.live.simulation)
    #expect(live.stateDigest == other.stateDigest)
    let journalAgain = again.takeJournal()
    #expect(resolve(journalAgain).steps == steps)
  }

  /// What of a journal still holds at its end.
  private func resolve(_ journal: [JournalEntry]) -> (inputs: [Input], steps: [StepRecord]) {
    var inputs: [Input] = []
    var steps: [StepRecord] = []
    for entry in journal {
      switch entry {
      case .input(let input): inputs.append(input)
      case .step(let record): steps.append(record)
      case .rewind(let time, let count):
        inputs.removeSubrange(count...)
        steps.removeAll { $0.end > time }
      }
    }
    return (inputs, steps)
  }

  @Test func `looking back changes nothing, and acting there forgets what came after`() throws {
    var timeline = try Timeline(.tiny(), into: NullSink(), keepsJournal: true)
    timeline.advance(to: .seconds(50))
    _ = timeline.turn(.staleness(3))
    timeline.advance(to: .seconds(150))
    let digest = timeline.present.live.simulation.stateDigest
    timeline.seek(to: .seconds(20))
    #expect(timeline.isInPast)
    #expect(timeline.present.ghost == nil)
    timeline.seekToFrontier()
    #expect(timeline.present.live.simulation.stateDigest == digest)
    let seen = timeline.takeJournal()
    #expect(!seen.contains { if case .rewind = $0 { true } else { false } })

    timeline.seek(to: .seconds(20))
    _ = timeline.turn(.failCard(3))
    #expect(timeline.inputs == [Input(time: .seconds(20), action: .turn(.failCard(3)))])
    #expect(timeline.frontier == .seconds(20))
    let journal = timeline.takeJournal()
    #expect(
      journal == [
        .rewind(to: .seconds(20), inputs: 0),
        .input(Input(time: .seconds(20), action: .turn(.failCard(3)))),
      ])
  }

  @Test func `one goes to the end of a step, back and forward`() throws {
    var timeline = try Timeline(.tiny(), into: [TelemetryEvent](), copies: 4)
    for _ in 0..<6 { _ = timeline.runStep() }
    let ends = timeline.present.live.sink.steps.map(\.end)
    for step in [2, 5, 1, 6, 3] {
      let isReached = timeline.seek(toEndOfStep: step)
      #expect(isReached)
      #expect(timeline.now == ends[step - 1])
      #expect(timeline.present.live.simulation.version == step)
    }
    let isAtStart = timeline.seek(toEndOfStep: 0)
    #expect(isAtStart && timeline.now == .zero)
    let isTooFar = timeline.seek(toEndOfStep: 7, until: ends[5] + .seconds(1))
    #expect(!isTooFar && timeline.now == ends[5] + .seconds(1))
    let isThere = timeline.seek(toEndOfStep: 7)
    #expect(isThere)
  }

  @Test func `knobs of one instant keep their order`() throws {
    var timeline = try Timeline(.tiny(), into: NullSink())
    timeline.advance(to: .seconds(7))
    let knobs: [Knob] = [.staleness(3), .staleness(0), .failCard(2), .staleness(2)]
    let turnings = knobs.map { timeline.turn($0) }
    #expect(turnings.allSatisfy { $0 == .turned })
    timeline.advance(to: .seconds(70))
    let digest = timeline.present.live.simulation.stateDigest
    timeline.seek(to: .seconds(1))
    timeline.seek(to: .seconds(70))
    #expect(timeline.present.live.simulation.stateDigest == digest)
    #expect(timeline.present.live.knobs.map(\.knob) == knobs)
  }

  @Test func `an input that cannot be, or changes nothing, is left out and not written down`()
    throws
  {
    let inputs = [Knob.failCard(384), .staleness(2), .staleness(2), .fusion(true)].map {
      Input(time: .seconds(5), action: .turn($0))
    }
    var timeline = try Timeline(.tiny(), into: NullSink(), inputs: inputs, keepsJournal: true)
    timeline.advance(to: .seconds(6))
    let journal = timeline.takeJournal()
    #expect(journal == [.input(inputs[1])])
    #expect(timeline.inputs == [inputs[1]])
    #expect(timeline.pastInputs == [inputs[1]])
    #expect(timeline.refusals.map(\.input) == [inputs[0]])
    timeline.seek(to: .seconds(1))
    #expect(timeline.pastInputs == [])
    timeline.seek(to: .seconds(6))
    #expect(timeline.pastInputs == [inputs[1]])
    #expect(timeline.refusals.count == 1)
  }

  @Test func `an input that comes before an earlier one is a programmer error`() async {
    await #expect(processExitsWith: .failure) {
      let inputs = [
        Input(time: .seconds(2), action: .dropGhost), Input(time: .seconds(1), action: .dropGhost),
      ]
      let timeline = try Timeline(.panguCM384, into: NullSink(), inputs: inputs)
      #expect(timeline.now == .zero)
    }
  }
}
