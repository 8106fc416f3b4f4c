import Canvas
import Quantities
import Specification

extension ConsoleModel {
  /// What is inside of the bar's border, if it has one.
  private func whatIfInside(_ rect: Rect) -> Rect {
    rect.rows >= 3 && size.rows >= WhatIfBar.roomyRows
      ? rect.inset(columns: 2, rows: 1) : rect.inset(columns: 1)
  }

  /// The knob at a position of the bar.
  func whatIfSlot(at position: Position, in rect: Rect) -> KnobSlot? {
    WhatIfBar.cells(in: whatIfInside(rect), screenRows: size.rows)
      .first { $0.cell.contains(position) }?.slot
  }

  /// Draws the knobs: key, name, setting, and what turning it was seen to do.
  func drawWhatIf(in rect: Rect, on canvas: inout Canvas) {
    guard !rect.isEmpty else { return }
    if canvas.size.rows >= WhatIfBar.roomyRows {
      canvas.box(rect, title: whatIfTitle, note: ghostText(hasKeys: true), style: look.border)
    }
    let inside =
      canvas.size.rows >= WhatIfBar.roomyRows
      ? rect.inset(columns: 2, rows: 1) : rect.inset(columns: 1)
    let rows = canvas.size.rows
    if inside.rows < WhatIfBar.lines(columns: inside.columns, screenRows: rows) {
      drawBriefWhatIf(in: inside, on: &canvas)
      return
    }
    let cells = WhatIfBar.cells(in: inside, screenRows: rows)
    for (slot, cell) in cells { draw(slot, in: cell, on: &canvas) }
    let perLine = WhatIfBar.perLine(cells.count, columns: inside.columns)
    if rows < WhatIfBar.roomyRows, cells.count % perLine != 0, let last = cells.last?.cell {
      let rest = Rect(
        column: last.endColumn, row: last.row, columns: inside.endColumn - last.endColumn, rows: 1)
      let text = ghost == nil ? allKnobsText : ghostText(hasKeys: false)
      canvas.write(text, at: rest.origin, width: rest.columns)
    }
  }

  private var whatIfTitle: StyledText {
    var title = StyledText("\(Panel.knobs.key) ", look.key)
    title.append("what if", look.title)
    return title
  }

  /// Where the knobs are that the bar has no room for.
  private var allKnobsText: StyledText {
    var text = StyledText("\(Panel.knobs.key) ", look.key.bold)
    text.append("all \(KnobSlot.allCases.count) knobs", look.muted)
    return text
  }

  /// The ghost's name and the keys that go with it.
  func ghostText(hasKeys: Bool) -> StyledText {
    guard let ghost else { return StyledText() }
    var text = StyledText(hasKeys ? "ghost " : "╌ ", look.ghost)
    text.append(ghost.title, look.ghost.bold)
    guard hasKeys else { return text }
    text.append("  \(KeyTable.key(for: .swapGhost)) ", look.key)
    text.append("swap ", look.muted)
    text.append("\(KeyTable.key(for: .dropGhost)) ", look.key)
    text.append("clear ", look.muted)
    text.append("\(KeyTable.key(for: .keepGhost)) ", look.key)
    text.append("keep", look.muted)
    return text
  }

  private func draw(_ slot: KnobSlot, in cell: Rect, on canvas: inout Canvas) {
    guard !cell.isEmpty else { return }
    let setting = setting(of: slot)
    guard shownKnobs.contains(slot) else {
      canvas.write(
        "\(KeyTable.key(for: .turn(slot))) \(slot.name)", at: cell.origin, style: look.faint)
      return
    }
    var text = StyledText("\(KeyTable.key(for: .turn(slot))) ", look.key.bold)
    text.append(slot.name, look.text)
    text.append(String(repeating: " ", count: max(1, 12 - slot.name.count)), look.text)
    let effect = isPending(slot) ? nil : effects[slot.rawValue]?.gain(at: setting)
    // Behind the longest setting, or where there is no room for that behind the longest short one.
    let place = cell.columns >= 40 ? 32 : 19
    let room = (effect == nil ? cell.columns : place) - text.columns - 1
    let forms = [true, false].map { settingText(slot, setting, isWhole: $0) }
    text += forms.first { $0.columns <= room } ?? forms[1]
    canvas.write(text, at: cell.origin, width: cell.columns)
    guard let effect else { return }
    canvas.write(
      Figure.change(effect), at: cell.origin.moved(columns: place),
      style: look.style(ofChange: effect), width: max(0, cell.columns - place))
  }

  private func settingText(_ slot: KnobSlot, _ setting: Int?, isWhole: Bool) -> StyledText {
    guard let setting else {
      return StyledText(slot == .failure ? "\(card)" : "own", look.muted)
    }
    let words = isWhole ? slot.word(of: setting, in: surroundings) : slot.text(of: setting)
    guard slot.choices.isEmpty, slot != .split, slot != .capacity else {
      return StyledText(
        words,
        isPending(slot) ? look.warning : setting > 0 ? look.good : look.muted)
    }
    let isOn = setting > 0
    let mark = isPending(slot) ? "◌" : isOn ? "●" : "○"
    let style = isPending(slot) ? look.warning : isOn ? look.good : look.muted
    return StyledText("\(mark) \(words)", style)
  }

  /// All knobs in one line, without their effects.
  private func drawBriefWhatIf(in rect: Rect, on canvas: inout Canvas) {
    var text = StyledText()
    for slot in WhatIfBar.slots(screenRows: size.rows) {
      text.append("\(KeyTable.key(for: .turn(slot)))", look.key.bold)
      text.append(" \(slot.briefName)", look.muted)
      if let setting = setting(of: slot) {
        text.append(" ", look.text)
        text.append(
          slot == .staleness ? "\(setting)" : setting > 0 ? "●" : "○",
          setting > 0 ? look.good : look.muted)
      }
      text.append("  ", look.text)
    }
    canvas.write(
      text.shortened(to: rect.columns, at: "  "), at: rect.origin, width: rect.columns)
  }
}
