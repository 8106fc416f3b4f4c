import Canvas

extension ConsoleModel {
  /// Moves the selection.
  mutating func select(_ action: Action) {
    let cluster = scenario.cluster
    let slots = cluster.cardsPerServer
    let geometry = plan().geometry
    switch action {
    case .left: move(by: -slots)
    case .right: move(by: slots)
    case .up:
      move(by: card % slots > 0 ? -1 : slots - 1 - slots * geometry.serversPerBand)
    case .down:
      move(by: card % slots < slots - 1 ? 1 : slots * geometry.serversPerBand - slots + 1)
    case .first: card = 0
    case .last: card = max(0, cluster.cards - 1)
    case .previousPage: move(by: -slots * cluster.serversPerSupernode)
    case .nextPage: move(by: slots * cluster.serversPerSupernode)
    default: break
    }
  }

  /// Moves the selection by so many cards, unless that leads out of the cluster.
  private mutating func move(by count: Int) {
    if (0..<scenario.cluster.cards).contains(card + count) { card += count }
  }

  mutating func handle(_ event: MouseEvent) -> ConsoleCommand? {
    guard overlay == .none else {
      if event.kind == .press { overlay = .none }
      return nil
    }
    let plan = plan()
    switch event.kind {
    case .scrollUp: select(.previousPage)
    case .scrollDown: select(.nextPage)
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
