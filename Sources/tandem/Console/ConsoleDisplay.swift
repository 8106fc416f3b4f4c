import ArgumentParser
import Console
import Glibc
import Terminal

/// A terminal that a run is about to be shown in.
struct ConsoleDisplay {
  private let settings: Settings
  private let themes: ThemeShelf

  /// Settles how the console is shown, and puts the guard in place.
  ///
  /// To be called before anything large is made: the guard keeps what memory there is.
  ///
  /// - Throws: an exit code, where there is no terminal or a setting cannot be used.
  init(_ options: DisplayOptions) throws {
    settings = try Failing.orExit { try options.settings() }
    guard isatty(0) == 1, isatty(1) == 1 else {
      writeMessage(
        "no console here: \(TerminalError.notATerminal); 'tandem run --headless' needs none")
      throw Failing.unusableInput
    }
    let settings = settings
    themes = try Failing.orExit { try ThemeShelf(selecting: settings.theme) }
    if settings.isGuarded { TerminalGuard.start() }
  }

  /// Shows a run in the terminal.
  ///
  /// - Throws: an exit code, where the terminal cannot be used or a signal ended the program.
  @MainActor
  func show(_ makeRun: (InteractiveRun.Display) -> InteractiveRun) throws {
    var options = settings.screenOptions
    options.watched = themes.watch.descriptor
    let end = try Failing.orExit(naming: "no console here") {
      try ConsoleLoop.show(options, framePeriod: settings.framePeriod) { glyphs, depth in
        makeRun(
          InteractiveRun.Display(
            themes: themes, glyphs: glyphs, usesLetters: depth <= .eight, speed: settings.speed,
            isPaused: settings.isPaused))
      }
    }
    if let failure = end.recordingFailure { writeMessage("recording stopped: \(failure)") }
    if let reason = end.reason { throw ExitCode(128 + reason.signal) }
    if end.recordingFailure != nil { throw Failing.unusableInput }
  }
}
