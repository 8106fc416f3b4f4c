import ArgumentParser
import Console
import Exploration
import Quantities
import Session
import Specification
import Telemetry

/// Replays a recorded session.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Replay a recorded session in the console, or check it headless.",
    discussion: """
      Headless, the run is simulated again from its scenario and inputs, and every step is checked \
      against the record. A damaged file, or a replay that went another way, ends with status 3.
      """)

  @Argument(help: "A session file.")
  var file: String

  @Flag(help: "Print a report instead of opening the console.")
  var headless = false

  @Flag(help: "Print the report as JSON; implies --headless.")
  var json = false

  @OptionGroup(title: "Display") var display: DisplayOptions

  func run() throws {
    let session = try SessionFile.read(file)
    if headless || json {
      try report(session)
    } else {
      try MainActor.assumeIsolated { try showConsole(session) }
    }
  }

  private func report(_ session: Session) throws {
    var replay = try Failing.orExit(Failing.damagedRecording, naming: file) {
      try Replay(session, into: NullSink())
    }
    replay.run()
    let report = RunReport(replay)
    try writeOutput(json ? report.jsonLines(replay.steps) : report.text)
    if let divergence = replay.divergence {
      writeMessage("\(file): \(divergence)")
      throw Failing.damagedRecording
    }
  }

  @MainActor
  private func showConsole(_ session: Session) throws {
    let display = try ConsoleDisplay(display)
    let timeline = try Failing.orExit(Failing.damagedRecording, naming: file) {
      try Timeline(
        session.scenario, into: ClusterState(scenario: session.scenario), inputs: session.inputs)
    }
    try display.show { display in
      InteractiveRun(
        timeline, source: .replay(name: SessionFile.name(of: file), end: session.end),
        display: display)
    }
  }
}
