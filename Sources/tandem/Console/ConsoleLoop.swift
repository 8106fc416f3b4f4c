import Canvas
import Console
import Terminal

/// Shows a run in the terminal until the user leaves.
@MainActor
enum ConsoleLoop {
  /// How long the simulation may run before the user is looked after again.
  private static let patience = Duration.microseconds(500)

  /// Shows a run, with a frame each period while its clock runs.
  ///
  /// - Returns: why it ended, if the outside asked for it, and why its recording did, if too early.
  /// - Throws: `TerminalError` where there is no terminal to show it in.
  static func show(
    _ options: ScreenOptions, framePeriod frame: Duration,
    makeRun: (GlyphSet, ColourDepth) -> InteractiveRun
  ) throws(TerminalError) -> (reason: QuitReason?, recordingFailure: String?) {
    var screen = try Screen(options)
    var run = makeRun(screen.glyphs, screen.depth)
    _ = run.take(.resized(screen.size))
    let wall = ContinuousClock()
    show(&run, on: &screen)
    var shown = wall.now
    var passed = wall.now
    var isBehind = false
    while true {
      let timeout = isBehind ? .zero : max(.zero, frame - (wall.now - shown))
      let events = screen.waitForEvents(timeout: run.isBusy ? timeout : nil)
      // A clock that stood still does not make up for it.
      if !events.isEmpty, !run.isBusy { passed = wall.now }
      for event in events {
        switch handle(event, &run) {
        case .goOn: break
        case .leave(let reason):
          run.finish()
          return (reason, run.recordingFailure)
        }
      }
      // First the answer, then the simulation.
      if !events.isEmpty || run.followThemeFile() {
        show(&run, on: &screen)
        shown = wall.now
      }
      let now = wall.now
      let deadline = now + patience
      let wasBusy = run.isBusy
      isBehind = run.pass(seconds: (now - passed).inSeconds) { wall.now >= deadline }
      passed = now
      if run.isLeaving {
        run.finish()
        return (nil, run.recordingFailure)
      }
      guard wasBusy, !run.isBusy || wall.now - shown >= frame else { continue }
      show(&run, on: &screen)
      shown = wall.now
    }
  }

  /// Draws a frame of how things stand, and tells the console what it took.
  private static func show(_ run: inout InteractiveRun, on screen: inout Screen) {
    run.refresh()
    let start = ContinuousClock.now
    let frame = run.view()
    let drawn = ContinuousClock.now - start
    screen.present(frame)
    let statistics = screen.statistics
    run.measure(
      FrameMeter(
        bytes: statistics.lastFrameBytes, drawing: drawn.inSeconds,
        sending: statistics.lastFrameTime.inSeconds, frames: statistics.frames,
        dropped: statistics.droppedFrames))
  }

  private enum Outcome {
    case goOn
    case leave(QuitReason?)
  }

  private static func handle(_ event: InputEvent, _ run: inout InteractiveRun) -> Outcome {
    let message: ConsoleMessage
    switch event {
    case .quit(.interrupt) where run.console.isAtPrompt: message = .key(.control("c"))
    case .quit(let reason): return .leave(reason)
    case .resize(let size): message = .resized(size)
    case .key(let key, let modifiers):
      guard let key = Console.Key(key, modifiers) else { return .goOn }
      message = .key(key)
    case .mouse(let mouse):
      guard let mouse = Console.MouseEvent(mouse) else { return .goOn }
      message = .mouse(mouse)
    case .paste: return .goOn
    }
    return run.take(message) ? .goOn : .leave(nil)
  }
}

extension Duration {
  /// The span in seconds.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
