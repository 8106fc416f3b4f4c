import Quantities
import Specification

extension ConsoleModel {
  /// Moves the selection.
  mutating func select(_ action: Action) {
    let cluster = scenario.cluster
    let slots = cluster.cardsPerServer
    let geometry = plan().geometry
    switch action {
    case .card(let card): self.card = min(max(card, 0), max(0, cluster.cards - 1))
    case .move(.left, _): move(by: -slots)
    case .move(.right, _): move(by: slots)
    case .move(.up, _):
      move(by: card % slots > 0 ? -1 : slots - 1 - slots * geometry.serversPerBand)
    case .move(.down, _):
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
}
