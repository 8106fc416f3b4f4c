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
    for binding in Self.hints {
      let columns = binding.keyText.columns + (binding.hint?.columns ?? 0) + 1
      guard place.column + columns <= start.column + width else { break }
      place = canvas.write(binding.keyText, at: place, style: look.key)
      place = canvas.write(" \(binding.hint ?? "")", at: place, style: look.muted)
        .moved(columns: 2)
    }
  }

  /// What the bottom line tells: bindings with a hint, and the arrows in one.
  private static let hints: [KeyBinding] = {
    let shown = KeyTable.bindings.filter { $0.hint != nil }
    let order: [Action] = [.pause, .detail, .help, .quit]
    return order.compactMap { action in shown.first { $0.action == action } }
      + shown.filter { !order.contains($0.action) }
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
