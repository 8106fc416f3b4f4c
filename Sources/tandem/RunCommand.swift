import ArgumentParser
import Console
import Exploration
import Quantities
import Simulation
import Specification
import Telemetry

/// Runs a scenario, in the console or headless.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a scenario in the console, or headless.",
    discussion: """
      Headless runs need no terminal, print data on standard output and messages on standard error, and \
      print the same bytes every time.
      """)

  @OptionGroup var options: ScenarioOptions

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Turn a knob at a simulated time, as in '600s staleness 2'; may be repeated.",
      valueName: "time knob"),
    transform: TimedKnob.init)
  var turn: [TimedKnob] = []

  @Option(
    help: ArgumentHelp(
      "Do what a file's lines say, each at its time; 'tandem keys --commands' lists commands.",
      valueName: "file"),
    completion: .file())
  var script: String?

  @Option(
    help: ArgumentHelp("Record the run to a session file.", valueName: "file"),
    completion: .file(extensions: ["session"]))
  var record: String?

  @OptionGroup(title: "Headless") var headless: HeadlessOptions
  @OptionGroup(title: "Display") var display: DisplayOptions

  func run() throws {
    let document = try options.document(checksMemory: headless.isAsked)
    let inputs = turn.map(\.input).sorted { $0.time < $1.time }
    let script = try script.map { try Self.script($0) }
    if headless.isAsked {
      let run = HeadlessRun(options: headless, display: display)
      if let script {
        try run.run(document.scenario, inputs: inputs, script: script, recording: record)
      } else {
        try run.run(document.scenario, inputs: inputs, recording: record)
      }
    } else {
      try MainActor.assumeIsolated {
        try showConsole(document, inputs: inputs, script: script)
      }
    }
  }

  /// Reads a script; `-` is standard input.
  private static func script(_ path: String) throws -> Script {
    let text = try Failing.orExit(naming: path) { try ScenarioFiles.read(path) }
    return try Failing.orExit { try Script(text, file: path == "-" ? "stdin" : path) }
  }

  @MainActor
  private func showConsole(_ document: ScenarioDocument, inputs: [Input], script: Script?) throws {
    let display = try ConsoleDisplay(display)
    let scenario = document.scenario
    let timeline = try Failing.orExit {
      do {
        return try Timeline(
          scenario, into: ClusterState(scenario: scenario), inputs: inputs,
          keepsJournal: record != nil)
      } catch {
        // Says the same, and where in the file. Not asked first, for it takes as long as to begin.
        try document.checkMemory()
        throw error
      }
    }
    let recorder = try record.map { path in
      try Failing.orExit(naming: path) { try Recorder(path: path, scenario: scenario) }
    }
    try display.show { display in
      InteractiveRun(timeline, display: display, recorder: recorder, script: script)
    }
    if let record { writeMessage("recorded to \(record)") }
  }
}
