import ArgumentParser
import Canvas
import Console
import Terminal

/// How things are shown.
struct DisplayOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A theme's name or file.", valueName: "theme"))
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "Simulated seconds a second of the wall, or 'max'; 300, or 1 where requests are served.",
      valueName: "speed"),
    transform: Self.speed)
  var speed: Double?

  @Flag(help: "Start with the clock stopped.")
  var paused = false

  @Flag(help: "Use ASCII characters only.")
  var ascii = false

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  /// Shows a run in the terminal.
  @MainActor
  func show(_ makeRun: (InteractiveRun.Display) -> InteractiveRun) throws {
    var options = ScreenOptions()
    options.mouse = !noMouse
    if ascii { options.glyphs = .ascii }
    let shelf = try Failing.orExit { try ThemeShelf(selecting: theme) }
    let reason = try Failing.orExit(naming: "no console here") {
      do {
        return try ConsoleLoop.show(options) { glyphs, depth in
          makeRun(
            InteractiveRun.Display(
              themes: shelf, glyphs: glyphs, usesLetters: depth <= .eight, speed: speed,
              isPaused: paused))
        }
      } catch TerminalError.notATerminal {
        throw Headless()
      }
    }
    if let reason { throw ExitCode(128 + reason.signal) }
  }

  /// The hint for those who have no terminal.
  private struct Headless: Error, CustomStringConvertible {
    let description =
      "\(TerminalError.notATerminal); 'tandem run --headless' needs none"
  }

  private static func speed(_ text: String) throws -> Double {
    if text == "max" { return .infinity }
    guard let speed = Double(text), speed > 0, speed <= 1e6 else {
      throw ValidationError("'\(text)' is no speed; give a number from above 0 to 1e6, or 'max'")
    }
    return speed
  }
}
