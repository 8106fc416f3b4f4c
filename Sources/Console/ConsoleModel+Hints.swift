import Canvas

extension ConsoleModel {
  /// Draws the keys at the bottom, or the prompt, or what the user should read once.
  func drawHints(in rect: Rect, on canvas: inout Canvas) {
    let start = Position(column: rect.column + 1, row: rect.row)
    let width = rect.columns - 2
    if case .seek(let text, let isWrong) = overlay {
      canvas.write(prompt(text, isWrong), at: start, width: width)
      return
    }
    if let notice {
      canvas.write(notice, at: start, style: look.warning, width: width)
      return
    }
    var place = start
    for hint in Self.hints {
      guard place.column + hint.columns <= start.column + width else { break }
      place = canvas.write(hint.keys, at: place, style: look.key)
      place = canvas.write(" \(hint.text)", at: place, style: look.muted).moved(columns: 2)
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
  private static let hints: [Hint] = {
    var texts: [String] = ["pause", "select", "card", "what if", "help", "quit"]
    for binding in KeyTable.bindings {
      if let hint = binding.hint, !texts.contains(hint) { texts.append(hint) }
    }
    return texts.map { text in
      let keys = KeyTable.bindings.filter { $0.hint == text }
        .compactMap { $0.keys.first?.description }.joined()
      return Hint(keys: keys, text: text, columns: keys.columns + 1 + text.columns)
    }
  }()

  private func prompt(_ text: String, _ isWrong: Bool) -> StyledText {
    var line = StyledText("go to ", look.accent)
    line.append(text, look.strong)
    line.append("▏ ", look.accent)
    line.append(
      isWrong ? "not a time: " : "", look.bad)
    line.append("1:42:07, 90 s, 5 m, or #17 for the end of a step", look.muted)
    return line
  }
}
