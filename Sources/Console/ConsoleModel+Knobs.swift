import Canvas
import Exploration
import Session
import Specification

/// The panel of knobs: which is selected, and which of its settings is chosen.
extension ConsoleModel {
  /// The knobs that can be turned in this run.
  var shownKnobs: [KnobSlot] {
    let around = surroundings
    return KnobSlot.allCases.filter { scenario.refusal(of: $0.knobs(in: around)[0]) == nil }
  }

  /// The knob that is selected in the panel.
  var selectedKnob: KnobSlot {
    let knobs = shownKnobs
    return knobs[min(scrolls[Panel.knobs.rawValue], knobs.count - 1)]
  }

  /// Chooses another setting of the selected knob, without turning it; of a fault, whom it strikes.
  mutating func chooseKnob(by count: Int) {
    let slot = selectedKnob
    if slot.isFault { return aim(slot, by: count) }
    let knobs = slot.knobs(in: surroundings)
    let chosen = chosenKnob.flatMap { slot.setting(of: $0) } ?? setting(of: slot)
    if let index = knobs.firstIndex(where: { slot.setting(of: $0) == chosen }) {
      chosenKnob = knobs[((index + count) % knobs.count + knobs.count) % knobs.count]
    } else {
      chosenKnob = slot.knob(from: chosen, backwards: count < 0, in: surroundings)
    }
    // Back at what holds, nothing is chosen.
    if let knob = chosenKnob, slot.setting(of: knob) == setting(of: slot) { chosenKnob = nil }
  }

  /// Selects another card or server for a fault; for a recovery, another card that is out.
  private mutating func aim(_ slot: KnobSlot, by count: Int) {
    let slots = max(1, scenario.cluster.cardsPerServer)
    switch slot {
    case .recovery:
      let failed = surroundings.failed
      guard !failed.isEmpty else { return }
      let index = failed.firstIndex(of: card).map { $0 + count } ?? 0
      card = failed[(index % failed.count + failed.count) % failed.count]
    case .failure: select(.card(card + count))
    default: select(.card(card + count * slots))
    }
  }

  /// Turns the selected knob to the setting that was chosen, or to its next one.
  mutating func turnChosen() -> ConsoleCommand? {
    let slot = selectedKnob
    defer { chosenKnob = nil }
    return turn(chosenKnob ?? slot.knob(from: setting(of: slot), in: surroundings))
  }

  /// The line of the panel at a row; `nil` beside them.
  func knobLine(at row: Int, in rect: Rect) -> Int? {
    let places = knobPlaces(in: rect.inset(columns: 2, rows: 1))
    guard places.list.rowRange.contains(row) else { return nil }
    let index = places.first + row - places.list.row
    return index < shownKnobs.count ? index : nil
  }

  /// Where the lines of the panel are, what is told of the selected one, and the first line shown.
  func knobPlaces(in inner: Rect) -> (list: Rect, meaning: Rect, first: Int) {
    let count = shownKnobs.count
    let lines = inner.rows - count >= 3 ? 3 : inner.rows >= 6 ? 2 : 0
    // Below the lines, not at the bottom of a tall panel.
    let parts = inner.split(top: min(inner.rows, count + lines)).top.split(bottom: lines)
    let selected = min(scrolls[Panel.knobs.rawValue], count - 1)
    let rows = parts.rest.rows
    let first = max(0, min(selected - rows / 2, count - rows))
    return (parts.rest, parts.bottom.split(top: max(0, lines - 2)).rest, first)
  }
}
