import Canvas

extension ConsoleModel {
  /// Whether a line is being typed, so that Ctrl-C leaves the line and not the program.
  public var isAtPrompt: Bool { if case .prompt = overlay { true } else { false } }

  /// Does what a key at a prompt asks for, or opens one.
  mutating func type(_ action: Action) -> ConsoleCommand? {
    if case .prompt(let kind) = action {
      var prompt = Prompt(kind: kind)
      if kind == .filter, let filter { prompt.text = filter.text }
      overlay = .prompt(prompt)
      return nil
    }
    guard case .prompt(var prompt) = overlay else { return nil }
    switch action {
    case .accept: return accept(prompt)
    case .cancel:
      overlay = .none
      return nil
    case .erase: prompt.erase()
    case .eraseAll: prompt.text = ""
    case .complete: prompt.complete()
    case .older, .newer:
      prompt.recall(older: action == .older, from: histories[prompt.kind.rawValue])
    default: break
    }
    overlay = .prompt(prompt)
    return nil
  }

  private mutating func accept(_ prompt: Prompt) -> ConsoleCommand? {
    var prompt = prompt
    let isEmpty = prompt.text.allSatisfy { $0 == " " }
    if isEmpty, prompt.kind != .filter {
      overlay = .none
      return nil
    }
    remember(prompt)
    // First, since what the line does may open another overlay.
    overlay = .none
    do {
      return try perform(line: prompt.line)
    } catch {
      prompt.error = error.moved(by: -prompt.kind.prefix.count)
      overlay = .prompt(prompt)
      return nil
    }
  }

  private mutating func remember(_ prompt: Prompt) {
    let index = prompt.kind.rawValue
    guard !prompt.text.isEmpty, histories[index].last != prompt.text else { return }
    histories[index].append(prompt.text)
    if histories[index].count > Self.historyLimit { histories[index].removeFirst() }
  }

  private static let historyLimit = 200

  /// Draws the line that is being typed; what is wrong with it, or what it may become, at its right.
  func drawPrompt(_ prompt: Prompt, at start: Position, width: Int, on canvas: inout Canvas) {
    var line = StyledText(prompt.kind.label, look.accent)
    // Of a line that is too long the end is shown, where one types.
    let room = max(8, width * 3 / 5)
    let hidden = max(0, prompt.text.count - room)
    let shown = Array(prompt.text.dropFirst(hidden))
    let wrong = prompt.error.map { $0.column - 1 - hidden }
    for (index, character) in shown.enumerated() {
      line.append(String(character), index == wrong ? look.bad.underlined : look.strong)
    }
    line.append("▏ ", wrong.map { $0 >= shown.count } ?? false ? look.bad : look.accent)
    if let error = prompt.error {
      line.append(error.description, look.bad)
    } else if prompt.text.isEmpty {
      line.append(prompt.kind.hint, look.muted)
    } else {
      let offers = prompt.offers
      let word = offers.count == 1 ? synopsis(of: prompt) ?? offers[0] : nil
      line.append(word ?? offers.prefix(12).joined(separator: "  "), look.muted)
    }
    canvas.write(line, at: start, width: width)
  }

  /// How the command that is being typed goes on.
  private func synopsis(of prompt: Prompt) -> String? {
    let name = prompt.line.drop { $0 == " " }.prefix { $0 != " " }
    return CommandForm.all.first { $0.name == name || $0.name == prompt.offers.first }
      .map { "\($0.synopsis) · \($0.help)" }
  }
}
