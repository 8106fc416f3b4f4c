import Canvas
import Session
import Specification

extension ConsoleModel {
  /// Draws every knob with its settings and what turning it was seen to do.
  func drawKnobs(in rect: Rect, on canvas: inout Canvas) {
    let isActive = (zoomed ?? focus) == .knobs
    let inner = frame(
      .knobs, in: rect, note: ghostText(hasKeys: true), footer: knobKeys, on: &canvas)
    let knobs = shownKnobs
    let places = knobPlaces(in: inner)
    let selected = min(scrolls[Panel.knobs.rawValue], knobs.count - 1)
    for row in 0..<min(places.list.rows, knobs.count - places.first) {
      let index = places.first + row
      draw(
        knobs[index], isSelected: isActive && index == selected,
        in: Rect(column: inner.column, row: inner.row + row, columns: inner.columns, rows: 1),
        on: &canvas)
    }
    guard places.meaning.rows == 2 else { return }
    let slot = knobs[selected]
    canvas.write(
      slot.meaning, at: places.meaning.origin, style: look.text, width: inner.columns)
    let form = CommandForm.all.first { $0.name == slot.commandName }
    canvas.write(
      ":\(form?.synopsis ?? slot.commandName)", at: places.meaning.origin.moved(rows: 1),
      style: look.muted, width: inner.columns)
  }

  private var knobKeys: StyledText {
    guard (zoomed ?? focus) == .knobs else { return StyledText() }
    var text = StyledText("↑↓ ", look.key)
    text.append("select  ", look.muted)
    text.append("←→ ", look.key)
    text.append("choose  ", look.muted)
    text.append("\(KeyTable.key(for: .detail)) ", look.key)
    text.append("turns it", look.muted)
    return text
  }

  private func draw(_ slot: KnobSlot, isSelected: Bool, in rect: Rect, on canvas: inout Canvas) {
    var text = StyledText(isSelected ? "▸ " : "  ", look.accent)
    text.append("\(KeyTable.key(for: .turn(slot))) ", look.key.bold)
    text.append(slot.name.leading(13), isSelected ? look.accent : look.text)
    let settings = slot.isFault ? target(of: slot) : self.settings(of: slot, isSelected)
    let place = canvas.write(text, at: rect.origin, width: rect.columns)
    let figures = rect.columns >= 34 ? 8 : 0
    let hasWords = rect.columns >= Self.settingColumns + 92
    let width = hasWords ? Self.settingColumns : rect.endColumn - place.column - figures
    let end = place.column + width + figures
    if hasWords {
      canvas.write(
        slot.meaning, at: Position(column: end + 2, row: rect.row),
        style: isSelected ? look.text : look.muted, width: rect.endColumn - end - 2)
    }
    let fitting = settings.first { $0.columns <= width } ?? settings.last ?? StyledText()
    canvas.write(fitting, at: place, width: width)
    guard figures > 0, !isPending(slot),
      let gain = effects[slot.rawValue]?.gain(at: setting(of: slot))
    else { return }
    canvas.write(
      Figure.change(gain), at: Position(column: end - 7, row: rect.row),
      style: look.style(ofChange: gain), width: 7, alignment: .trailing)
  }

  /// Columns in which every knob's settings stand in words.
  private static let settingColumns = 60

  /// Whom a fault would strike, the longest form first.
  private func target(of slot: KnobSlot) -> [StyledText] {
    let slots = max(1, scenario.cluster.cardsPerServer)
    let server = card / slots
    let cards = "cards \(server * slots)–\((server + 1) * slots - 1)"
    switch slot {
    case .recovery:
      let failed = surroundings.failed
      guard !failed.isEmpty else { return [StyledText(" no card is out", look.faint)] }
      guard case .recoverCard(let back) = slot.knobs(in: surroundings)[0] else { return [] }
      return [StyledText(" card \(back)  of \(failed.count) out", look.warning)]
    case .failure:
      let isOut = surroundings.failed.contains(card)
      return [StyledText(" card \(card)\(isOut ? "  is out" : "")", look.text)]
    default:
      return [
        StyledText(" server \(server)  \(cards)", look.text),
        StyledText(" server \(server)", look.text),
      ]
    }
  }

  /// The settings of a knob, marked which holds and which is chosen: in words, short ones, or only those.
  private func settings(of slot: KnobSlot, _ isSelected: Bool) -> [StyledText] {
    let now = setting(of: slot)
    let knobs = slot.knobs(in: surroundings)
    let chosen = isSelected ? chosenKnob.flatMap { slot.setting(of: $0) } : nil
    let isListed = knobs.contains { slot.setting(of: $0) == now }
    func line(_ word: (Knob, Int) -> String, only: Bool) -> StyledText {
      var text = StyledText()
      if !isListed {
        let own = now.map { slot.text(of: $0) } ?? (slot == .split ? "none" : "own")
        text.append("\(isPending(slot) ? "◌" : "●")\(own)  ", look.good.bold)
      }
      for knob in knobs {
        let setting = slot.setting(of: knob) ?? 0
        if only, setting != now, setting != chosen { continue }
        let isPicked = setting == chosen
        let mark = setting == now ? (isPending(slot) ? "◌" : "●") : isPicked ? "›" : " "
        let style =
          setting == now
          ? (isPending(slot) ? look.warning : look.good).bold
          : isPicked ? look.accent.bold : look.muted
        text.append("\(mark)\(word(knob, setting))", style)
        text.append("  ", look.text)
      }
      return text
    }
    let short = { (_: Knob, setting: Int) in slot.text(of: setting) }
    let long = { (knob: Knob, _: Int) in
      knob.text.split(separator: " ").dropFirst().joined(separator: " ")
    }
    let hasWords = !slot.choices.isEmpty
    return [
      line(hasWords ? long : short, only: false), line(short, only: false), line(short, only: true),
    ]
  }
}
