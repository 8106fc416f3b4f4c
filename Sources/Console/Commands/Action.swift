import Quantities
import Specification
import Telemetry

/// What a key or a line of a command does.
///
/// All but those at a prompt have a text, by which the command line and scripts name them; see
/// `Action+Text.swift`.
enum Action: Hashable, Sendable {
  case quit, help, close, theme, frameMeter
  case pause, pauseSet(Bool), faster, slower, speed(Double)
  case previousStep, nextStep, latest, travel, goTo(SeekTarget)
  case move(Direction, Int), first, last, previousPage, nextPage, card(Int)
  case detail, why
  case turn(KnobSlot), lowerStaleness, set(Knob)
  case swapGhost, dropGhost, keepGhost
  case nextPanel, previousPanel, zoom(Panel), focus(Panel?)
  case nextLayout, layout(ScreenLayout), nextLogKind, logKind(LogEntry.Kind?)
  case zoomIn, zoomOut, panLeft, panRight, follow, crosshair, crosshairSet(SimTime?)
  case criticalPath
  case filter(String), nextMatch, previousMatch
  case save(PictureRequest)
  /// Opens a prompt.
  case prompt(Prompt.Kind)
  /// At a prompt: what its keys do.
  case accept, cancel, erase, eraseAll, complete, older, newer

  /// The ways that a selection moves.
  enum Direction: String, CaseIterable, Hashable, Sendable {
    case left, right, up, down
  }
}

extension Action {
  /// Whether it reaches into the run, as opposed to only looking at it.
  var changesRun: Bool {
    switch self {
    case .turn, .lowerStaleness, .set, .swapGhost, .dropGhost, .keepGhost: true
    default: false
    }
  }
}
