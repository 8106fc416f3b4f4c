import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws every card that is shown, each with its dies.
  func drawGrid(
    in rect: Rect, _ geometry: GridGeometry, hasBorder: Bool, on canvas: inout Canvas
  ) {
    guard !rect.isEmpty else { return }
    let inner =
      hasBorder
      ? canvas.box(
        rect, title: gridTitle(geometry), note: selectionText, footer: failureText,
        style: look.border) : rect
    canvas.clipped(to: inner) { canvas in
      for band in geometry.shown {
        drawHeadings(ofBand: band, geometry, on: &canvas)
        for server in geometry.bands[band] {
          for slot in geometry.slots {
            draw(server: server, slot: slot, band: band, geometry, on: &canvas)
          }
        }
      }
    }
  }

  private func gridTitle(_ geometry: GridGeometry) -> StyledText {
    let cluster = scenario.cluster
    var text = StyledText("\(Panel.supernode.key) ", look.key)
    text.append("supernode", look.title)
    if cluster.supernodes > 1 {
      let per = max(1, cluster.serversPerSupernode)
      let servers = geometry.servers
      let first = servers.lowerBound / per + 1
      let last = max(first, (servers.upperBound - 1) / per + 1)
      let shown = first == last ? "\(first)" : "\(first)–\(last)"
      text.append(" \(shown) of \(cluster.supernodes)", look.text)
    }
    if let filter {
      // What is filtered, and how many that is: instead of the machine's size.
      text.append(" /\(filter.text.prefix(24)) ", look.accent)
      text.append("\(matchCount) of \(cluster.cards)", look.strong)
      return text
    }
    text.append(" · \(cluster.cards) cards · \(cluster.dies) dies", look.muted)
    return text
  }

  /// The cards that are down, and when they are expected back.
  private var failureText: StyledText {
    guard !live.failures.isEmpty else { return StyledText() }
    var text = StyledText(live.failures.count == 1 ? "card" : "cards", look.bad)
    for failure in live.failures.prefix(3) {
      text.append(" \(failure.card)", look.bad.bold)
      text.append(" \(failure.outlook)", look.muted)
    }
    if live.failures.count > 3 { text.append(" and \(live.failures.count - 3) more", look.muted) }
    return text
  }

  /// Where the selected card is.
  private var selectionText: StyledText {
    let cluster = scenario.cluster
    let server = card / max(1, cluster.cardsPerServer)
    var text = StyledText("card \(card)", look.accent)
    text.append(
      " · rack \(GridGeometry.rack(of: server, in: cluster) + 1)"
        + " · server \(server) · slot \(card % max(1, cluster.cardsPerServer))", look.muted)
    return text
  }

  private func drawHeadings(
    ofBand band: Int, _ geometry: GridGeometry, on canvas: inout Canvas
  ) {
    let cluster = geometry.cluster
    let servers = geometry.bands[band]
    let row = geometry.row(ofBand: band)
    let selected = card / max(1, cluster.cardsPerServer)
    if cluster.supernodes > 1, cluster.serversPerSupernode > 1 {
      canvas.write(
        "S\(servers.lowerBound / cluster.serversPerSupernode + 1)",
        at: Position(column: geometry.origin.column, row: row), style: look.accent)
    }
    var free = 0
    var previous = -1
    for server in servers {
      let rack = GridGeometry.rack(of: server, in: cluster)
      guard rack != previous else { continue }
      previous = rack
      let column = geometry.column(of: server, band: servers)
      guard column >= free else { continue }
      let isSelected = GridGeometry.rack(of: selected, in: cluster) == rack
      let number = rack + 1
      free =
        canvas.write(
          number < 10 ? "R0\(number)" : "R\(number)", at: Position(column: column, row: row),
          style: isSelected ? look.accent : look.faint
        ).column + 1
    }
    for slot in geometry.slots {
      let isSelected = slot == card % max(1, cluster.cardsPerServer) && servers.contains(selected)
      canvas.write(
        "\(slot)",
        at: Position(
          column: geometry.origin.column,
          row: row + 1 + (slot - geometry.slots.lowerBound) * geometry.shape.rows),
        style: isSelected ? look.accent : look.faint, width: geometry.gutter - 1,
        alignment: .trailing)
    }
  }

  private func draw(
    server: Int, slot: Int, band: Int, _ geometry: GridGeometry, on canvas: inout Canvas
  ) {
    let cluster = geometry.cluster
    let shape = geometry.shape
    let card = server * cluster.cardsPerServer + slot
    let dies = cluster.chip.diesPerCard
    let first = card * dies
    guard first + dies <= live.ledger.entries.count else { return }
    let place = Position(
      column: geometry.column(of: server, band: geometry.bands[band]),
      row: geometry.row(ofBand: band) + 1
        + (slot - geometry.slots.lowerBound) * shape.rows)
    if shape.isHalved, dies > 1, !look.usesLetters {
      canvas.halves(
        upper: tint(ofDie: first), lower: tint(ofDie: first + dies - 1), at: place)
    } else {
      for row in 0..<shape.rows {
        for column in 0..<shape.columns {
          let die = first + shape.die(row: row, column: column, dies: dies)
          // A card of several rows begins a little below the one above it.
          let isTop = row == 0 && shape.rows > 1 && !look.usesLetters
          canvas.put(
            isTop ? Self.top : glyph(ofDie: die), at: place.moved(columns: column, rows: row),
            style: style(ofDie: die))
        }
      }
    }
    if card == self.card { mark(place, shape, on: &canvas) }
  }

  private func tint(ofDie die: Int) -> Colour {
    let entry = live.ledger.entries[die]
    guard isShown(die: die) else { return look.dimmed(entry.activity) }
    return look.tint(entry.activity, utilisation: entry.utilisation)
  }

  /// Whether the filter, if there is one, lets a die's card through.
  private func isShown(die: Int) -> Bool {
    let card = die / max(1, scenario.cluster.chip.diesPerCard)
    return matches.isEmpty || !matches.indices.contains(card) || matches[card]
  }

  private func style(ofDie die: Int) -> Style {
    guard isShown(die: die) || !look.usesLetters else { return look.faint }
    return look.usesLetters
      ? look.letterStyle(live.ledger.entries[die].activity) : Style(tint(ofDie: die))
  }

  private func glyph(ofDie die: Int) -> Glyph {
    guard look.usesLetters else { return Self.full }
    // Without colours a card that is left out is a dot.
    return isShown(die: die) ? look.letter(live.ledger.entries[die].activity) : Self.leftOut
  }

  private static let full: Glyph = "█"
  private static let top: Glyph = "▇"
  private static let leftOut: Glyph = "·"
  private static let lozenge: Glyph = "◆"

  /// Marks the selected card.
  private func mark(_ place: Position, _ shape: CardShape, on canvas: inout Canvas) {
    let rect = Rect(
      column: place.column, row: place.row, columns: shape.columns, rows: shape.rows)
    if look.usesLetters {
      // Reversed among cells that may be reversed already: the other way round than the rest.
      canvas.restyle(rect) { style in
        var style = style.bold
        style.attributes.formSymmetricDifference(.reverse)
        return style
      }
      return
    }
    let colour = canvas[place]?.style.foreground ?? look.background
    for row in rect.rowRange {
      for column in rect.columnRange {
        canvas.put(
          Self.lozenge, at: Position(column: column, row: row),
          style: look.strong.on(colour))
      }
    }
  }
}
