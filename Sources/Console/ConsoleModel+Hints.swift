import Canvas

extension ConsoleModel {
  /// Draws the keys at the bottom, or the prompt, or what the user should read once.
  func drawHints(in rect: Rect, on canvas: inout Canvas) {
    let start = Position(column: rect.column + 1, row: rect.row)
    let width = rect.columns - 2
    if case .prompt(let prompt) = overlay {
      drawPrompt(prompt, at: start, width: width, on: &canvas)
      return
    }
    if let notice {
      canvas.write(notice, at: start, style: look.warning, width: width)
      return
    }
    var place = start
    let isNarrow = rect.columns < 60
    for hint in isNarrow ? Self.briefHints : Self.hints {
      guard place.column + hint.columns <= start.column + width else { break }
      place = canvas.write(hint.keys, at: place, style: look.key)
      place = canvas.write(" \(hint.text)", at: place, style: look.muted)
        .moved(columns: isNarrow ? 1 : 2)
    }
    let name = zoomed?.title ?? layout.name
    if place.column + name.columns <= rect.endColumn - 1 {
      canvas.write(
        name, at: Position(column: rect.endColumn - 1 - name.columns, row: rect.row),
        style: look.faint)
    }
  }

  /// A word of the bottom line, with the keys of all bindings that share it.
  private struct Hint {
    let keys: String
    let text: String
    let columns: Int
  }

  /// What the bottom line tells, the most needed first.
  private static let hints = hints([
    "pause", "select", "card", "what if", "help", "quit", "knobs", "layout", "why", "command",
  ])

  /// What it tells where it is short: what one could not guess.
  private static let briefHints = hints(["pause", "knobs", "help", "quit", "card", "select"])

  private static func hints(_ first: [String]) -> [Hint] {
    var texts = first
    for binding in KeyTable.bindings {
      if let hint = binding.hint, !texts.contains(hint) { texts.append(hint) }
    }
    return texts.map { text in
      let keys = KeyTable.bindings.filter { $0.hint == text }
        .compactMap { $0.keys.first?.description }.joined()
      return Hint(keys: keys, text: text, columns: keys.columns + 1 + text.columns)
    }
  }
}
