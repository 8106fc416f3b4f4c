import Canvas

extension ConsoleModel {
  /// Takes in a press or a turn of the wheel.
  mutating func handle(_ event: MouseEvent) -> ConsoleCommand? {
    guard overlay == .none else {
      if event.kind == .press { overlay = .none }
      return nil
    }
    let plan = plan()
    switch event.kind {
    case .scrollUp, .scrollDown:
      let under = plan.panels.first { $0.rect.contains(event.position) }?.panel
      if let under, under.scrolls {
        scroll(under, event.kind == .scrollUp ? .up : .down)
      } else {
        select(event.kind == .scrollUp ? .previousPage : .nextPage)
      }
    case .press:
      if zoomed == nil, let hit = plan.geometry.card(at: event.position) {
        isDetailOpen = hit == card ? !isDetailOpen : isDetailOpen
        card = hit
      } else if let slot = whatIfSlot(at: event.position, in: plan.whatIf) {
        return turn(slot)
      } else if let panel = plan.panels.first(where: { $0.rect.contains(event.position) }) {
        zoomed = zoomed == nil ? panel.panel : nil
      }
    }
    return nil
  }
}
