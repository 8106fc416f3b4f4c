/// Every key and what it does: the one source of dispatch, help, hints, manual and README.
///
/// The scheme: **capitals turn a knob**, everything else only looks (but for the three keys of the ghost,
/// and `T` and `N`, which look). So lowercase letters are free for moving about, as `w` `a` `s` `d` do
/// in Perfetto, and nobody forks a run by a slip.
enum KeyTable {
  static let bindings: [KeyBinding] = whatIf + time + charts + cards + screen + prompt

  /// What a key does, or `nil` for a key without a meaning.
  static func action(for key: Key, in context: KeyBinding.Context) -> Action? {
    context == .console ? consoleActions[key] : promptActions[key]
  }

  /// The key that help and hints show for an action.
  static func key(for action: Action) -> String {
    bindings.first { $0.action == action }?.keys.first?.description ?? ""
  }

  private static let whatIf =
    KnobSlot.allCases.map { slot in
      KeyBinding(
        [.character(slot.key)], .turn(slot), .whatIf, slot.help,
        hint: slot.rawValue < KnobSlot.brief ? "what if" : nil)
    } + [
      KeyBinding(
        [.character(Panel.knobs.key)], .zoom(.knobs), .whatIf, "All knobs, with choices",
        hint: "knobs"),
      KeyBinding(["A"], .lowerStaleness, .whatIf, "StaleSync bound down"),
      KeyBinding(["b"], .keepGhost, .whatIf, "Keep the run as baseline"),
      KeyBinding(["x"], .swapGhost, .whatIf, "Swap the run and its ghost"),
      KeyBinding(["c"], .dropGhost, .whatIf, "Clear the ghost"),
    ]

  private static let time = [
    KeyBinding([" "], .pause, .time, "Pause, go on", hint: "pause"),
    KeyBinding(["+", "="], .faster, .time, "Faster", hint: "speed"),
    KeyBinding(["-"], .slower, .time, "Slower", hint: "speed"),
    KeyBinding([","], .previousStep, .time, "Previous RL step", hint: "step"),
    KeyBinding(["."], .nextStep, .time, "Next RL step", hint: "step"),
    KeyBinding(["g"], .prompt(.time), .time, "Go to a time or a step", hint: "go to"),
    KeyBinding(["e"], .latest, .time, "Go to the latest moment"),
  ]

  private static let charts = [
    KeyBinding(["w"], .zoomIn, .charts, "Show less time", hint: "zoom"),
    KeyBinding(["s"], .zoomOut, .charts, "Show more time", hint: "zoom"),
    KeyBinding(["a"], .panLeft, .charts, "Show earlier, later", hint: "pan"),
    KeyBinding(["d"], .panRight, .charts, "Show earlier, later", hint: "pan"),
    KeyBinding(["z"], .follow, .charts, "Follow the run again"),
    KeyBinding(["v"], .crosshair, .charts, "Crosshair on, off"),
    KeyBinding(["t"], .travel, .charts, "Go to the crosshair's time"),
    KeyBinding(["m"], .criticalPath, .charts, "Critical path on, off"),
  ]

  private static let cards = [
    KeyBinding([.enter], .detail, .cards, "Open the card, then why", hint: "card"),
    KeyBinding(["y"], .why, .cards, "Why: card, lane or flow", hint: "why"),
    KeyBinding([.left, "h"], .move(.left, 1), .cards, "Select a card", hint: "select"),
    KeyBinding([.down, "j"], .move(.down, 1), .cards, "Select a card", hint: "select"),
    KeyBinding([.up, "k"], .move(.up, 1), .cards, "Select a card", hint: "select"),
    KeyBinding([.right, "l"], .move(.right, 1), .cards, "Select a card", hint: "select"),
    KeyBinding([.home], .first, .cards, "The first card, the last"),
    KeyBinding([.end], .last, .cards, "The first card, the last"),
    KeyBinding(["[", .pageUp], .previousPage, .cards, "Previous supernode"),
    KeyBinding(["]", .pageDown], .nextPage, .cards, "Next supernode"),
    KeyBinding(["/"], .prompt(.filter), .cards, "Filter the cards", hint: "filter"),
    KeyBinding(["n"], .nextMatch, .cards, "Next, previous match"),
    KeyBinding(["N"], .previousMatch, .cards, "Next, previous match"),
  ]

  private static let screen =
    [
      KeyBinding([.tab], .nextPanel, .screen, "Arrows work on a panel", hint: "panel"),
      KeyBinding([.backTab], .previousPanel, .screen, "Arrows work on a panel"),
    ]
    + Panel.allCases.filter { $0 != .knobs }.map { panel in
      KeyBinding(
        [.character(panel.key)], .zoom(panel), .screen,
        panel.key.isNumber ? "A panel alone, or all" : "Only \(panel.title)")
    } + [
      KeyBinding(["p"], .nextLayout, .screen, "Next layout of panels", hint: "layout"),
      KeyBinding(["u"], .nextLogKind, .screen, "Events of one kind"),
      KeyBinding([":"], .prompt(.command), .screen, "Type a command", hint: "command"),
      KeyBinding(["o"], .save(PictureRequest()), .screen, "Write the screen to a file"),
      KeyBinding(["T"], .theme, .screen, "Next theme", hint: "theme"),
      KeyBinding([.function(12)], .frameMeter, .screen, "Bytes and time of a frame"),
      KeyBinding(["?", .function(1)], .help, .screen, "Show, hide this help", hint: "help"),
      KeyBinding([.escape], .close, .screen, "Close what is open"),
      KeyBinding(["q", .control("c")], .quit, .screen, "Quit", hint: "quit"),
    ]

  private static let prompt = [
    KeyBinding([.enter], .accept, .prompt, "Do it"),
    KeyBinding([.escape, .control("c")], .cancel, .prompt, "Leave it"),
    KeyBinding([.tab], .complete, .prompt, "Complete the word"),
    KeyBinding([.up], .older, .prompt, "Earlier, later lines"),
    KeyBinding([.down], .newer, .prompt, "Earlier, later lines"),
    KeyBinding([.backspace, .delete], .erase, .prompt, "Remove a character"),
    KeyBinding([.control("u")], .eraseAll, .prompt, "Remove all"),
  ]

  private static let consoleActions = actions(in: .console)
  private static let promptActions = actions(in: .prompt)

  private static func actions(in context: KeyBinding.Context) -> [Key: Action] {
    var actions: [Key: Action] = [:]
    for binding in bindings where binding.context == context {
      for key in binding.keys where actions[key] == nil { actions[key] = binding.action }
    }
    return actions
  }
}
