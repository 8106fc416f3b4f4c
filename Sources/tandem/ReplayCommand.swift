import ArgumentParser
import Canvas
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

      With --frame, --svg, --view or --layout what the console shows at the end is drawn, or what it \
      shows earlier, with --until or --steps:

        tandem replay my.session --until 90m --view rollout --frame 120x40
        tandem replay my.session --steps 3 --layout training --svg step-3.svg
      """)

  @Argument(help: "A session file.", completion: .file(extensions: ["session"]))
  var file: String

  @Flag(help: "Print a report instead of opening the console.")
  var headless = false

  @Flag(help: "Print the report as JSON; implies --headless.")
  var json = false

  @Option(
    help: ArgumentHelp("Draw the end of this step; 0 is the start.", valueName: "step"))
  var steps: Int?

  @Option(
    help: ArgumentHelp(
      "Draw this time, as in 600s, 90m or 3h; with --steps, whichever comes first.",
      valueName: "time"),
    transform: TimedKnob.parseTime)
  var until: SimTime?

  @OptionGroup(title: "Pictures") var frame: FrameOptions
  @OptionGroup(title: "Display") var display: DisplayOptions

  mutating func validate() throws {
    if steps != nil || until != nil, !frame.isAsked {
      throw ValidationError("--steps and --until tell what is drawn; add --frame WxH or --svg FILE")
    }
    if let steps, !(0...1_000_000).contains(steps) {
      throw ValidationError("there is no step \(steps) to draw; name 0 to 1000000")
    }
    if json, frame.isPrinted {
      throw ValidationError("--frame prints to the same place as --json; add --svg FILE")
    }
  }

  func run() throws {
    let session = try SessionFile.read(file)
    if frame.isAsked { try draw(session) }
    if headless && !frame.isAsked || json {
      try report(session)
    } else if frame.isAsked {
      return
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

  private func timeline(of session: Session) throws -> Timeline<ClusterState> {
    try Failing.orExit(Failing.damagedRecording, naming: file) {
      try Timeline(
        session.scenario, into: ClusterState(scenario: session.scenario), inputs: session.inputs)
    }
  }

  private func source(of session: Session) -> ClockStatus.Source {
    .replay(name: SessionFile.name(of: file), end: session.end)
  }

  /// Draws the console as it stands where one looks at the session.
  private func draw(_ session: Session) throws {
    var timeline = try timeline(of: session)
    let limit = min(until ?? session.end, session.end)
    if let until, until > session.end {
      writeMessage("\(file): ends at \(session.end.seconds.fixed(0)) s; that is drawn")
    }
    if let steps {
      if !timeline.seek(toEndOfStep: steps, until: limit) {
        writeMessage("\(file): step \(steps) does not end by then; what is reached is drawn")
      }
    } else {
      timeline.seek(to: limit)
    }
    let shelf = try Failing.orExit { try ThemeShelf(selecting: display.theme) }
    var run = InteractiveRun(
      timeline, source: source(of: session),
      display: InteractiveRun.Display(
        themes: shelf, glyphs: display.ascii ? .ascii : .unicode, usesLetters: false,
        speed: display.speed, isPaused: display.paused ?? true))
    run.show(frame)
    try frame.write(run.view(), shelf.picture)
  }

  @MainActor
  private func showConsole(_ session: Session) throws {
    let display = try ConsoleDisplay(display)
    let timeline = try timeline(of: session)
    try display.show { display in
      InteractiveRun(timeline, source: source(of: session), display: display)
    }
  }
}
