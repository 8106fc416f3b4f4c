import Canvas
import Console
import Terminal

/// Shows a run in the terminal until the user leaves.
@MainActor
enum ConsoleLoop {
  /// Time between two frames while the clock runs.
  private static let frame = Duration.milliseconds(250)
  /// How long the simulation may run before the user is looked after again.
  private static let patience = Duration.milliseconds(12)

  /// Shows a run.
  ///
  /// - Returns: why it ended, if the outside asked for it.
  /// - Throws: `TerminalError` where there is no terminal to show it in.
  static func show(
    _ options: ScreenOptions, makeRun: (GlyphSet, ColourDepth) -> InteractiveRun
  ) throws(TerminalError) -> QuitReason? {
    var screen = try Screen(options)
    var run = makeRun(screen.glyphs, screen.depth)
    _ = run.take(.resized(screen.size))
    screen.present(run.view())
    let wall = ContinuousClock()
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
          return reason
        }
      }
      let now = wall.now
      let deadline = now + patience
      isBehind = run.pass(seconds: (now - passed).inSeconds) { wall.now >= deadline }
      passed = now
      if run.isLeaving {
        run.finish()
        return nil
      }
      guard !events.isEmpty || wall.now - shown >= frame else { continue }
      run.refresh()
      screen.present(run.view())
      shown = wall.now
    }
  }

  private enum Outcome {
    case goOn
    case leave(QuitReason?)
  }

  private static func handle(_ event: InputEvent, _ run: inout InteractiveRun) -> Outcome {
    let message: ConsoleMessage
    switch event {
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
