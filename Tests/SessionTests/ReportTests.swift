import Exploration
import Quantities
import Session
import Specification
import Telemetry
import Testing

@Suite struct ReportTests {
  @Test func show() throws {
    let text = try Recording.text(steps: 5) { timeline, step in
      if step == 1 { _ = timeline.turn(.staleness(2)) }
      if step == 2 { _ = timeline.turn(.fusion(false)) }
    }
    var replay = try Replay(try Session(parsing: text.utf8), into: NullSink())
    replay.run()
    let report = RunReport(replay)
    print(report.text)
    print(report.jsonLines)
    print(StepTable.header)
    for s in report.steps { print(StepTable.row(s, cards: report.cards)) }
  }
}
