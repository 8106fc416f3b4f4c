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
    KeyBinding(["f"], .turn(.fusion), .whatIf, "RL Fusion on, off", hint: "what if"),
    KeyBinding(["s"], .turn(.staleness), .whatIf, "StaleSync bound up, 0 to 4", hint: "what if"),
    KeyBinding(["S"], .lowerStaleness, .whatIf, "StaleSync bound down"),
    KeyBinding(["d"], .turn(.queue), .whatIf, "DistQueue on, off", hint: "what if"),
    KeyBinding(["b"], .turn(.balance), .whatIf, "Expert balance on, off", hint: "what if"),
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
    KeyBinding([.enter], .detail, .cards, "Open, close the card", hint: "card"),
    KeyBinding([.left, "h"], .left, .cards, "Select a card", hint: "select"),
    KeyBinding([.down, "j"], .down, .cards, "Select a card", hint: "select"),
    KeyBinding([.up, "k"], .up, .cards, "Select a card", hint: "select"),
    KeyBinding([.right, "l"], .right, .cards, "Select a card", hint: "select"),
    KeyBinding([.home], .first, .cards, "Select the first card"),
    KeyBinding([.end], .last, .cards, "Select the last card"),
    KeyBinding(["[", .pageUp], .previousPage, .cards, "Previous supernode"),
    KeyBinding(["]", .pageDown], .nextPage, .cards, "Next supernode"),
  ]

  private static let screen =
    [
      KeyBinding([.tab], .nextPanel, .screen, "Next panel", hint: "panel"),
      KeyBinding([.backTab], .previousPanel, .screen, "Previous panel"),
    ]
    + Panel.allCases.map { panel in
      KeyBinding(
        [.character(Character("\(panel.rawValue + 1)"))], .zoom(panel), .screen,
        "A panel alone, or all")
    } + [
      KeyBinding(["T"], .theme, .screen, "Next theme", hint: "theme"),
      KeyBinding([.function(12)], .frameMeter, .screen, "Bytes and time of a frame"),
      KeyBinding(["?", .function(1)], .help, .screen, "Show, hide this help", hint: "help"),
      KeyBinding([.escape], .close, .screen, "Close what is open"),
      KeyBinding(["q", .control("c")], .quit, .screen, "Quit", hint: "quit"),
    ]

  private static let prompt = [
    KeyBinding([.enter], .accept, .prompt, "Go there"),
    KeyBinding([.escape, .control("c")], .cancel, .prompt, "Stay here"),
    KeyBinding([.backspace], .erase, .prompt, "Remove the last character"),
  ]

  /// The lines of a section of the help: bindings that it tells in the same words share one.
  static func lines(of section: KeyBinding.Section) -> [(keys: String, help: String)] {
    let all = bindings.filter { $0.section == section }
    var lines: [(keys: String, help: String)] = []
    for binding in all where lines.last?.help != binding.help {
      let alike = all.filter { $0.help == binding.help }
      let most = alike.map(\.keys.count).max() ?? 0
      let keys = (0..<most).map { index in
        alike.compactMap { index < $0.keys.count ? $0.keys[index].description : nil }.joined()
      }
      lines.append((keys.joined(separator: " "), binding.help))
    }
    return lines
  }

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
