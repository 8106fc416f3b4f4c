extension ConsoleModel {
  /// How many cards match the filter.
  var matchCount: Int { matches.count { $0 } }

  /// Sets the filter, or goes to a card that matches it.
  mutating func match(_ action: Action) {
    switch action {
    case .filter(let text):
      filter = text.isEmpty ? nil : try? CardFilter(text)
      matches = filter?.matches(in: live) ?? []
      if let filter { notice = "\(matchCount) of \(matches.count) cards match \(filter.text)" }
    case .nextMatch, .previousMatch: goToMatch(forward: action == .nextMatch)
    default: break
    }
  }

  private mutating func goToMatch(forward: Bool) {
    guard filter != nil else {
      notice = "there is no filter; \(KeyTable.key(for: .prompt(.filter))) sets one"
      return
    }
    let count = matches.count
    let places = (0..<count).map { (card + (forward ? $0 + 1 : 2 * count - $0 - 1)) % count }
    guard let next = places.first(where: { matches[$0] }) else {
      notice = "no card matches"
      return
    }
    card = next
    notice = "match \(matches[...next].count { $0 }) of \(matchCount)"
  }
}
