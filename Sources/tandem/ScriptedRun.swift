import Canvas
import Console
import Exploration
import Quantities
import Session
import Simulation
import Specification
import Telemetry

extension HeadlessRun {
  /// Runs a scenario and does what a script says, as the console would; without `--steps` and `--until`
  /// up to the script's last line.
  func run(
    _ scenario: Scenario, inputs: [Input], script: Script, recording path: String?
  ) throws {
    let recorder = try path.map { path in
      try Failing.orExit(naming: path) { try Recorder(path: path, scenario: scenario) }
    }
    let timeline = try Failing.orExit(naming: scenario.name) {
      try Timeline(
        scenario, into: ClusterState(scenario: scenario), inputs: inputs,
        keepsJournal: recorder != nil, checksEveryEvent: options.checked)
    }
    let meter = RunMeter()
    let shelf = try Failing.orExit { try ThemeShelf(selecting: display.theme) }
    var run = InteractiveRun(
      timeline,
      display: InteractiveRun.Display(
        themes: shelf, glyphs: display.ascii ? .ascii : .unicode, usesLetters: false,
        speed: display.speed ?? 300, isPaused: false),
      recorder: recorder, script: script)
    run.show(options.frame)
    let steps = try play(&run, cards: scenario.cluster.cards)
    run.finish()
    if let failure = run.recordingFailure {
      writeMessage("recording: \(failure)")
      throw Failing.unusableInput
    }
    let simulation = run.timeline.present.live.simulation
    let report = RunReport(
      scenario: scenario, steps: steps, inputs: run.timeline.pastInputs,
      ending: Ending(simulation))
    if options.json { try writeOutput(report.summary.text + "\n") }
    if !options.json, !options.csv, !options.frame.isPrinted {
      try writeOutput(report.text)
    }
    run.refresh()
    if needsState { try show(run.view(), shelf) }
    meter.finish(simulation)
    try demandConservation(simulation)
  }

  /// Plays the script; returns the steps that ended.
  private func play(_ run: inout InteractiveRun, cards: Int) throws -> StepTally {
    var steps = StepTally()
    if options.csv { try writeOutput(StepTable.header) }
    let isBounded = options.steps != nil || options.until != nil
    let most = isBounded ? options.stepLimit : Int.max
    var failure: String?
    while steps.count < most, isBounded || run.isScripted {
      let before = run.timeline.now
      let record = run.playStep(until: options.until ?? .distantFuture)
      for note in run.takeScriptNotes() { writeMessage(note) }
      if let reason = run.timeline.present.live.simulation.stall { failure = reason }
      guard let record else {
        // Nothing more happens, or time is up; a line that went back in time goes on from there.
        if run.isLeaving || run.timeline.now == before || !run.isScripted { break }
        continue
      }
      // Steps that are seen again after going back are told once.
      guard record.step > steps.lastStep else { continue }
      steps.add(record)
      try print(record, cards: cards)
    }
    if let failure {
      writeMessage("the run cannot go on: \(failure)")
      throw Failing.unusableInput
    }
    return steps
  }
}
