import Canvas
import Console
import Exploration
import Quantities
import Session
import Simulation
import Specification
import Telemetry

/// Runs a scenario without a terminal.
///
/// Data goes to standard output and depends on scenario and options alone; how fast it went goes to
/// standard error.
struct HeadlessRun {
  let options: HeadlessOptions
  let display: DisplayOptions

  /// Runs and prints.
  func run(_ scenario: Scenario, inputs: [Input], recording path: String?) throws {
    if needsState {
      let state = ClusterState(scenario: scenario)
      try run(scenario, inputs: inputs, recording: path, into: state) { timeline in
        try show(timeline)
      }
    } else {
      try run(scenario, inputs: inputs, recording: path, into: NullSink()) { _ in }
    }
  }

  /// Whether a frame is drawn, so that telemetry is wanted.
  var needsState: Bool { options.frame.isAsked }

  private func run<Sink: TelemetrySink & Sendable>(
    _ scenario: Scenario, inputs: [Input], recording path: String?, into sink: Sink,
    finally show: (Timeline<Sink>) throws -> Void
  ) throws {
    let meter = RunMeter()
    var recorder = try path.map { path in
      try Failing.orExit(naming: path) { try Recorder(path: path, scenario: scenario) }
    }
    var timeline = try Failing.orExit(naming: scenario.name) {
      try Timeline(
        scenario, into: sink, inputs: inputs, copies: 0, keepsJournal: recorder != nil,
        checksEveryEvent: options.checked)
    }
    var steps = StepTally()
    if options.csv { try writeOutput(StepTable.header) }
    // Requests come to an end by themselves, where no other end is named.
    let limit = scenario.isServing && options.steps == nil ? .max : options.stepLimit
    while steps.count < limit {
      guard let step = timeline.runStep(until: options.until) else { break }
      steps.add(step)
      try print(step, cards: scenario.cluster.cards)
      try record(&timeline, &recorder)
    }
    for refusal in timeline.refusals { writeMessage("not done: \(refusal.reason)") }
    let simulation = timeline.present.live.simulation
    try finish(&recorder, simulation)
    let report = RunReport(
      scenario: scenario, steps: steps, inputs: timeline.pastInputs,
      ending: Ending(simulation), serving: simulation.serving)
    if options.json { try writeOutput(report.summary.text + "\n") }
    if !options.json, !options.csv, !options.frame.isPrinted {
      try writeOutput(report.text)
    }
    try show(timeline)
    meter.finish(simulation)
    try demandConservation(simulation)
    if let reason = simulation.stall {
      writeMessage("the run cannot go on: \(reason)")
      throw Failing.unusableInput
    }
  }

  func print(_ step: StepRecord, cards: Int) throws {
    if options.json { try writeOutput(step.json(cards: cards).text + "\n") }
    if options.csv { try writeOutput(StepTable.row(step, cards: cards)) }
  }

  private func record<Sink>(
    _ timeline: inout Timeline<Sink>, _ recorder: inout Recorder?
  ) throws {
    guard let failure = recorder?.write(timeline.takeJournal()) else { return }
    writeMessage("recording: \(failure)")
    throw Failing.unusableInput
  }

  func finish(_ recorder: inout Recorder?, _ simulation: Simulation) throws {
    guard let failure = recorder?.finish(simulation) else { return }
    writeMessage("recording: \(failure)")
    throw Failing.unusableInput
  }

  func demandConservation(_ simulation: Simulation) throws {
    let violations = simulation.violations()
    guard !violations.isEmpty else { return }
    for violation in violations { writeMessage("conservation law broken: \(violation)") }
    throw Failing.brokenLaw
  }

  /// Draws the console as it would stand at the end of the run.
  func show(_ timeline: Timeline<ClusterState>) throws {
    let shelf = try Failing.orExit { try ThemeShelf(selecting: display.theme) }
    var run = InteractiveRun(
      timeline,
      display: InteractiveRun.Display(
        themes: shelf, glyphs: display.ascii ? .ascii : .unicode, usesLetters: false,
        speed: display.speed ?? 300, isPaused: display.paused ?? false))
    run.show(options.frame)
    try show(run.view(), shelf)
  }

  /// Prints a frame, or writes it as a picture.
  func show(_ frame: Canvas, _ shelf: ThemeShelf) throws {
    try options.frame.write(frame, shelf.picture)
  }
}
