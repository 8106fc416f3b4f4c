import Exploration
import Quantities
import Session
import Simulation
import Specification
import Telemetry
import Testing

/// Records runs, for tests to read back.
enum Recording {
  /// A run with some knobs turned, as text.
  static func text(
    _ scenario: Scenario = .small(), steps: Int = 3, isEnded: Bool = true,
    _ act: (inout Timeline<NullSink>, Int) -> Void = { _, _ in }
  ) throws -> String {
    var timeline = try Timeline(scenario, into: NullSink(), keepsJournal: true)
    var writer = SessionWriter(scenario: scenario, program: "1.2.3")
    for step in 0..<steps {
      act(&timeline, step)
      _ = timeline.runStep()
      writer.write(timeline.takeJournal())
    }
    timeline.seekToFrontier()
    writer.write(timeline.takeJournal())
    if isEnded { writer.write(Ending(timeline.present.live.simulation)) }
    return writer.takeText()
  }
}

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
    #expect(session.inputs.map(\.action) == [.turn(.staleness(2)), .turn(.failCard(17))])
    #expect(session.steps.map(\.step) == [1, 2, 3])
    var replay = try Replay(session, into: NullSink())
    replay.run()
    #expect(replay.divergence == nil)
    #expect(replay.steps == session.steps)
  }
}
