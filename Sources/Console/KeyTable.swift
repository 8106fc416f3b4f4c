/// Every key and what it does: the one source of dispatch, help and hints.
enum KeyTable {
  static let bindings: [KeyBinding] = whatIf + time + cards + screen + prompt

  /// What a key does, or `nil` for a key without a meaning.
  static func action(for key: Key, in context: KeyBinding.Context) -> Action? {
    context == .console ? consoleActions[key] : promptActions[key]
  }

  /// The key that help and hints show for an action.
  static func key(for action: Action) -> String {
    bindings.first { $0.action == action }?.keys.first?.description ?? ""
  }

  private static let whatIf = [
    KeyBinding(
      ["f"], .turn(.fusion), .whatIf, "RL Fusion: train and roll out on the same dies",
      hint: "what if"),
    KeyBinding(
      ["s"], .turn(.staleness), .whatIf, "StaleSync: versions a sample may be behind, 0 to 4",
      hint: "what if"),
    KeyBinding(["S"], .lowerStaleness, .whatIf, "StaleSync: the same, downwards"),
    KeyBinding(
      ["d"], .turn(.queue), .whatIf, "DistQueue: samples travel through a distributed queue",
      hint: "what if"),
    KeyBinding(
      ["b"], .turn(.balance), .whatIf, "EDP balance: spread experts by their load",
      hint: "what if"),
    KeyBinding(["F"], .turn(.failure), .whatIf, "Fail the selected card", hint: "what if"),
    KeyBinding(["x"], .swapGhost, .whatIf, "Swap the run and its ghost"),
    KeyBinding(["c"], .dropGhost, .whatIf, "Clear the ghost"),
  ]

  private static let time = [
    KeyBinding([" "], .pause, .time, "Pause, go on", hint: "pause"),
    KeyBinding(["+", "="], .faster, .time, "Faster", hint: "speed"),
    KeyBinding(["-"], .slower, .time, "Slower", hint: "speed"),
    KeyBinding([","], .previousStep, .time, "Previous RL step", hint: "step"),
    KeyBinding(["."], .nextStep, .time, "Next RL step", hint: "step"),
    KeyBinding(["g"], .seek, .time, "Go to a time or a step", hint: "go to"),
  ]

  private static let cards = [
    KeyBinding([.enter], .detail, .cards, "Open or close the selected card", hint: "card"),
    KeyBinding([.left, "h"], .left, .cards, "Select the server to the left", hint: "select"),
    KeyBinding([.down, "j"], .down, .cards, "Select the slot below", hint: "select"),
    KeyBinding([.up, "k"], .up, .cards, "Select the slot above", hint: "select"),
    KeyBinding([.right, "l"], .right, .cards, "Select the server to the right", hint: "select"),
    KeyBinding([.home], .first, .cards, "Select the first card"),
    KeyBinding([.end], .last, .cards, "Select the last card"),
    KeyBinding(["[", .pageUp], .previousPage, .cards, "Previous supernode"),
    KeyBinding(["]", .pageDown], .nextPage, .cards, "Next supernode"),
  ]

  private static let screen =
    [
      KeyBinding(["?", .function(1)], .help, .screen, "Show or hide this help", hint: "help"),
      KeyBinding([.tab], .nextPanel, .screen, "Next panel, where not all fit", hint: "panel"),
      KeyBinding([.backTab], .previousPanel, .screen, "Previous panel"),
    ]
    + Panel.allCases.map { panel in
      KeyBinding(
        [.character(Character("\(panel.rawValue + 1)"))], .zoom(panel), .screen,
        "Show \(panel.title) alone, or all again")
    } + [
      KeyBinding(["T"], .theme, .screen, "Next theme", hint: "theme"),
      KeyBinding([.escape], .close, .screen, "Close what is open"),
      KeyBinding(["q", .control("c")], .quit, .screen, "Quit", hint: "quit"),
    ]

  private static let prompt = [
    KeyBinding([.enter], .accept, .prompt, "Go there"),
    KeyBinding([.escape, .control("c")], .cancel, .prompt, "Stay here"),
    KeyBinding([.backspace], .erase, .prompt, "Remove the last character"),
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

extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
  /// Makes the key that writes a character.
  public init(extendedGraphemeClusterLiteral character: Character) {
    self = .character(character)
  }
}
