import TestKit
import Exploration
import Session
import Specification
import Telemetry

/// Records runs, for tests to read back.
enum Recording {
  /// A run of some steps, with something done before each, as the text of a session file.
  static func text(
    _ scenario: Scenario = .tiny(), steps: Int = 3, isEnded: Bool = true,
    _ act: (inout Timeline<NullSink>, Int) -> Void = { _, _ in }
  ) throws -> String {
    var timeline = try Timeline(scenario, into: NullSink(), keepsJournal: true)
    var writer = SessionWriter(scenario: scenario, program: "1.2.3")
    var text = ""
    for step in 0..<steps {
      act(&timeline, step)
      _ = timeline.runStep()
      writer.write(timeline.takeJournal())
      text += writer.takeText()
    }
    timeline.seekToFrontier()
    writer.write(timeline.takeJournal())
    if isEnded { writer.write(Ending(timeline.present.live.simulation)) }
    return text + writer.takeText()
  }
}
