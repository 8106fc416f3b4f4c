import Canvas
import Quantities
import Specification

extension ConsoleModel {
  /// What is inside of the bar's border, if it has one.
  private func whatIfInside(_ rect: Rect) -> Rect {
    rect.rows >= 3 && size.rows >= 30
      ? rect.inset(columns: 2, rows: 1) : rect.inset(columns: 1)
  }

  /// The knob at a position of the bar.
  func whatIfSlot(at position: Position, in rect: Rect) -> KnobSlot? {
    let cells = WhatIfBar.cells(in: whatIfInside(rect))
    return KnobSlot.allCases.first { cells[$0.rawValue].contains(position) }
  }

  /// Draws the knobs: key, name, setting, and what turning it was seen to do.
  func drawWhatIf(in rect: Rect, on canvas: inout Canvas) {
    guard !rect.isEmpty else { return }
    if canvas.size.rows >= 30 {
      canvas.box(rect, title: whatIfTitle, note: ghostText(hasKeys: true), style: look.border)
    }
    let inside =
      canvas.size.rows >= 30 ? rect.inset(columns: 2, rows: 1) : rect.inset(columns: 1)
    if inside.rows < WhatIfBar.lines(columns: inside.columns) {
      drawBriefWhatIf(in: inside, on: &canvas)
      return
    }
    for (slot, cell) in zip(KnobSlot.allCases, WhatIfBar.cells(in: inside)) {
      draw(slot, in: cell, on: &canvas)
    }
    let cells = WhatIfBar.cells(in: inside)
    if canvas.size.rows < 30, cells.count % WhatIfBar.perLine(columns: inside.columns) != 0,
      let last = cells.last
    {
      let rest = Rect(
        column: last.endColumn, row: last.row, columns: inside.endColumn - last.endColumn, rows: 1)
      canvas.write(ghostText(hasKeys: false), at: rest.origin, width: rest.columns)
    }
  }

  private var whatIfTitle: StyledText { StyledText("what if", look.title) }

  /// The ghost's name and the keys that go with it.
  private func ghostText(hasKeys: Bool) -> StyledText {
    guard let ghost else { return StyledText() }
    var text = StyledText(hasKeys ? "ghost " : "╌ ", look.ghost)
    text.append(ghost.title, look.ghost.bold)
    guard hasKeys else { return text }
    text.append("  \(KeyTable.key(for: .swapGhost)) ", look.key)
    text.append("swap ", look.muted)
    text.append("\(KeyTable.key(for: .dropGhost)) ", look.key)
    text.append("clear", look.muted)
    return text
  }

  private func draw(_ slot: KnobSlot, in cell: Rect, on canvas: inout Canvas) {
    guard !cell.isEmpty else { return }
    let setting = setting(of: slot)
    guard !scenario.isServing || slot == .balance || slot == .failure else {
      canvas.write(
        "\(KeyTable.key(for: .turn(slot))) \(slot.name)", at: cell.origin, style: look.faint)
      return
    }
    var text = StyledText("\(KeyTable.key(for: .turn(slot))) ", look.key.bold)
    text.append(slot.name, look.text)
    text.append(String(repeating: " ", count: max(1, 12 - slot.name.count)), look.text)
    text += settingText(slot, setting)
    let effect = effects[slot.rawValue]?.gain(at: setting)
    canvas.write(text, at: cell.origin, width: cell.columns)
    guard let effect, !isPending(slot) else { return }
    canvas.write(
      Figure.change(effect), at: cell.origin.moved(columns: 19),
      style: look.style(ofChange: effect), width: max(0, cell.columns - 19))
  }

  private func settingText(_ slot: KnobSlot, _ setting: Int?) -> StyledText {
    guard let setting else {
      return StyledText("\(card)", look.muted)
    }
    let isOn = setting > 0
    let mark = isPending(slot) ? "◌" : isOn ? "●" : "○"
    let style = isPending(slot) ? look.warning : isOn ? look.good : look.muted
    return StyledText("\(mark) \(slot.text(of: setting))", style)
  }

  /// All knobs in one line, without their effects.
  private func drawBriefWhatIf(in rect: Rect, on canvas: inout Canvas) {
    var text = StyledText()
    for slot in KnobSlot.allCases {
      text.append("\(KeyTable.key(for: .turn(slot)))", look.key.bold)
      text.append(" \(Self.briefNames[slot.rawValue])", look.muted)
      if let setting = setting(of: slot) {
        text.append(" ", look.text)
        text.append(
          slot == .staleness ? "\(setting)" : setting > 0 ? "●" : "○",
          setting > 0 ? look.good : look.muted)
      }
      text.append("  ", look.text)
    }
    canvas.write(text, at: rect.origin, width: rect.columns)
  }

  private static let briefNames = ["Fusion", "η", "Queue", "EDP", "fail"]
}
