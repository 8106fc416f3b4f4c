import ArgumentParser
import Canvas
import Console
import Exploration
import Quantities
import Session
import Simulation
import Telemetry

/// How a session is made into a recording of a terminal.
struct CastOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The size of the terminal.", valueName: "WxH"), transform: FrameSize.init)
  var size = FrameSize(Size(columns: 120, rows: 40))

  @Option(
    help: ArgumentHelp("Simulated seconds a second of the recording.", valueName: "speed"))
  var speed = 300.0

  @Option(help: ArgumentHelp("Frames a second of the recording.", valueName: "rate"))
  var frameRate = 4.0

  @Option(
    help: ArgumentHelp("A theme's name or file.", valueName: "theme"),
    completion: Completions.theme)
  var theme: String?

  @Flag(help: "Use ASCII characters only.")
  var ascii = false

  mutating func validate() throws {
    guard speed > 0, speed <= 1e6 else {
      throw ValidationError("\(speed) is no speed; give a number from above 0 to 1e6")
    }
    guard (0.2...30).contains(frameRate) else {
      throw ValidationError("\(frameRate) is no frame rate; give a number from 0.2 to 30")
    }
  }

  /// Shows a session from its start to its end, frame by frame.
  ///
  /// - Throws: an exit code, where it cannot be run or the theme cannot be used.
  func record(_ session: Session, named name: String) throws -> String {
    let themes = try Failing.orExit { try ThemeShelf(selecting: theme) }
    let timeline = try Failing.orExit(Failing.damagedRecording, naming: name) {
      try Timeline(
        session.scenario, into: ClusterState(scenario: session.scenario), inputs: session.inputs,
        copies: 0)
    }
    var run = InteractiveRun(
      timeline, source: .replay(name: name, end: session.end),
      display: InteractiveRun.Display(
        themes: themes, glyphs: ascii ? .ascii : .unicode, usesLetters: false, speed: speed,
        isPaused: false))
    _ = run.take(.resized(size.size))
    var cast = Asciicast(size: size.size, title: "tandem: \(name)")
    var frames = 0
    cast.append(run.view(), at: 0)
    while run.isRunning {
      _ = run.pass(seconds: 1 / frameRate) { false }
      run.refresh()
      frames += 1
      cast.append(run.view(), at: Double(frames) / frameRate)
    }
    return cast.takeText()
  }
}
