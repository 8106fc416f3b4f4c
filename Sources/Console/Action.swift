/// What a key does.
enum Action: Hashable, Sendable {
  case quit, help, close, theme, frameMeter
  case pause, faster, slower, previousStep, nextStep, seek
  case left, right, up, down, first, last, previousPage, nextPage, detail
  case turn(KnobSlot), lowerStaleness
  case swapGhost, dropGhost
  case nextPanel, previousPanel
  case zoom(Panel)
  /// At a prompt: accept, cancel, remove the last character.
  case accept, cancel, erase
}
