import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws all that is known of the selected card, die by die.
  func drawDetail(in rect: Rect, on canvas: inout Canvas) {
    guard !rect.isEmpty else { return }
    let dies = scenario.cluster.chip.diesPerCard
    let facts = (card * dies..<card * dies + dies).compactMap { DieFacts($0, of: live) }
    let inner = canvas.box(
      rect, title: StyledText("card \(card)", look.accent), note: placeText,
      footer: StyledText(
        "\(KeyTable.key(for: .detail)) tells why"
          + (isDetailOpen ? " · \(KeyTable.key(for: .close)) closes" : ""), look.muted),
      style: look.border
    ).inset(columns: 1)
    guard !facts.isEmpty, !inner.isEmpty else { return }
    if inner.rows < 18, inner.columns >= 70 {
      drawFlatDetail(facts, in: inner, on: &canvas)
    } else {
      drawTallDetail(facts, in: inner, on: &canvas)
    }
  }

  private var placeText: StyledText {
    let cluster = scenario.cluster
    let server = card / max(1, cluster.cardsPerServer)
    var text = StyledText()
    if let failure = live.failures.first(where: { $0.card == card }) {
      text.append("\(failure.outlook) · ", look.bad)
    }
    text.append("rack ", look.muted)
    text.append("\(GridGeometry.rack(of: server, in: cluster) + 1)", look.text)
    text.append(" server ", look.muted)
    text.append("\(server)", look.text)
    text.append(" slot ", look.muted)
    text.append("\(card % max(1, cluster.cardsPerServer))", look.text)
    return text
  }

  // MARK: A few wide lines

  private func drawFlatDetail(_ facts: [DieFacts], in rect: Rect, on canvas: inout Canvas) {
    var row = rect.row
    canvas.write(
      "die    phase          since     busy    fabric      memory",
      at: Position(column: rect.column, row: row), style: look.faint, width: rect.columns)
    for fact in facts.prefix(max(0, rect.rows - 1)) {
      row += 1
      let entry = fact.entry
      var text = StyledText("\(fact.die)".leading(7), look.text)
      text.append(entry.activity.name(columns: 12).leading(12), Style(look.colour(entry.activity)))
      text.append(Figure.duration((live.now - entry.since).seconds), look.text)
      text.append("  \(Figure.percent(entry.utilisation))", look.text)
      text.append("  \(Figure.bandwidth(fact.load.linkBytesPerSecond))  ", look.text)
      let end = canvas.write(text, at: Position(column: rect.column, row: row))
      drawMemoryBar(
        fact, at: end, width: rect.endColumn - end.column, isWide: rect.columns >= 96, on: &canvas)
    }
    row += 1
    let lines = [
      reasonText(facts), memoryText(facts), rolloutText(facts), trainingText(facts, hasPower: true),
    ]
    for line in lines where row < rect.endRow {
      canvas.write(
        line, at: Position(column: rect.column, row: row), width: rect.columns)
      row += 1
    }
    guard row < rect.endRow else { return }
    drawTimes(
      facts,
      in: Rect(column: rect.column, row: row, columns: rect.columns, rows: rect.endRow - row),
      on: &canvas)
  }

  private func drawMemoryBar(
    _ fact: DieFacts, at place: Position, width: Int, isWide: Bool, on canvas: inout Canvas
  ) {
    let capacity = scenario.cluster.chip.memory
    let figures = isWide ? 24 : 7
    let bar = max(0, width - figures)
    canvas.draw(look.strip(fact.memory, of: capacity), at: place, width: bar)
    let share = Double(fact.memory.total.count) / Double(max(1, capacity.count))
    canvas.write(
      isWide
        ? "\(Figure.bytes(fact.memory.total)) of \(Figure.bytes(capacity).trimmed)"
        : Figure.percent(share),
      at: place.moved(columns: bar + 1), style: look.text)
  }

  /// Why the dies do what they do.
  private func reasonText(_ facts: [DieFacts]) -> StyledText {
    var text = StyledText("why       ", look.muted)
    var told: [Activity] = []
    for fact in facts where !told.contains(fact.entry.activity) {
      if !told.isEmpty { text.append("; ", look.muted) }
      told.append(fact.entry.activity)
      // Word by word, so that it can be wrapped.
      for word in fact.entry.activity.reason.split(separator: " ") {
        text.append("\(word) ", look.text)
      }
    }
    return text
  }

  /// The uses of the card's memory in GiB a die, in one line.
  private func memoryText(_ facts: [DieFacts]) -> StyledText {
    var text = StyledText("GiB ", look.muted)
    guard let use = facts.first?.memory else { return text }
    for kind in MemoryKind.allCases where kind.amount(in: use) > .zero {
      text.append(look.usesLetters ? kind.letter.text : "■", Style(look.colour(kind.phase)))
      text.append(" \(kind.name) ", look.muted)
      text.append("\(kind.amount(in: use).gibibytes.fixed(1))  ", look.text)
    }
    let free = scenario.cluster.chip.memory - use.total
    text.append("free ", look.muted)
    text.append(free.gibibytes.fixed(1), look.text)
    return text
  }

  // MARK: One or two columns

  private func drawTallDetail(_ facts: [DieFacts], in rect: Rect, on canvas: inout Canvas) {
    let columns = rect.columns >= 76 ? rect.splitColumns([.share(), .share()], gap: 4) : [rect]
    let first = drawState(facts, in: columns[0], on: &canvas)
    let rest =
      columns.count > 1
      ? columns[1]
      : Rect(
        column: rect.column, row: first + 1, columns: rect.columns,
        rows: max(0, rect.endRow - first - 1))
    var row = rest.row
    for line in [reasonText(facts), rolloutText(facts), trainingText(facts, hasPower: false)] {
      row = drawWrapped(line, in: rest, row: row, on: &canvas)
    }
    row += 1
    drawTimes(
      facts,
      in: Rect(
        column: rest.column, row: row, columns: rest.columns, rows: max(0, rest.endRow - row)),
      on: &canvas)
  }

  /// Draws what each die does and what fills its memory; returns the row after the last.
  private func drawState(_ facts: [DieFacts], in rect: Rect, on canvas: inout Canvas) -> Int {
    let label = 14
    let width = max(0, rect.columns - label) / max(1, facts.count)
    var row = rect.row
    func line(
      _ name: String, _ style: Style = look.text, _ value: (DieFacts) -> (String, Style?)
    ) {
      defer { row += 1 }
      guard row < rect.endRow else { return }
      canvas.write(
        name, at: Position(column: rect.column, row: row), style: look.muted, width: label)
      for (index, fact) in facts.enumerated() {
        let (text, own) = value(fact)
        canvas.write(
          text, at: Position(column: rect.column + label + index * width, row: row),
          style: own ?? style, width: width, alignment: .trailing)
      }
    }
    line("die", look.strong) { ("\($0.die)", nil) }
    line("phase") {
      ($0.entry.activity.name, Style(look.colour($0.entry.activity)))
    }
    line("since") { (Figure.duration((live.now - $0.entry.since).seconds), nil) }
    line("utilisation") { (Figure.percent($0.entry.utilisation), nil) }
    line("fabric out") { (Figure.bandwidth($0.load.linkBytesPerSecond), nil) }
    line("card power") {
      ($0.load.cardWatts.map { "\($0.fixed(0)) W" } ?? "not published", nil)
    }
    row += 1
    for fact in facts where row < rect.endRow {
      canvas.write(
        "die \(fact.die)", at: Position(column: rect.column, row: row), style: look.muted,
        width: label)
      drawMemoryBar(
        fact, at: Position(column: rect.column + label, row: row),
        width: rect.columns - label, isWide: rect.columns >= 60, on: &canvas)
      row += 1
    }
    for kind in MemoryKind.allCases where row < rect.endRow {
      let place = Position(column: rect.column, row: row)
      line("  \(kind.name)") { (Figure.bytes(kind.amount(in: $0.memory)), nil) }
      canvas.put(
        look.usesLetters ? kind.letter : "■", at: place, style: Style(look.colour(kind.phase)))
    }
    let capacity = scenario.cluster.chip.memory
    line("  free", look.muted) { (Figure.bytes(capacity - $0.memory.total), nil) }
    return row
  }

  private func rolloutText(_ facts: [DieFacts]) -> StyledText {
    var text = StyledText("rollout   ", Style(look.colour(.rollout)))
    guard let fact = facts.first, let place = fact.place, let rank = fact.rank,
      let replica = fact.replica
    else {
      text.append("outside of the pool", look.muted)
      return text
    }
    let last = facts.last?.place ?? place
    func pair(_ name: String, _ first: Int, _ second: Int) {
      text.append("\(name) ", look.muted)
      text.append(first == second ? "\(first) " : "\(first),\(second) ", look.text)
    }
    pair("replica", place.replica, last.replica)
    pair("rank", place.rank, last.rank)
    if replica.diesPerRank > 1 { pair("TP", place.tensor, last.tensor) }
    text.append("weights ", look.muted)
    text.append("v\(replica.version) ", look.text)
    let ranks = place.rank == last.rank ? [rank] : [rank, facts.last?.rank ?? rank]
    text.append("samples ", look.muted)
    text.append(ranks.map { "\($0.running)" }.joined(separator: ",") + " ", look.text)
    text.append("KV ", look.muted)
    text.append(
      ranks.map { Figure.compact(Double($0.cacheTokens)).trimmed }.joined(separator: ", ")
        + " tokens",
      look.text)
    return text
  }

  private func trainingText(_ facts: [DieFacts], hasPower: Bool) -> StyledText {
    var text = StyledText("training  ", Style(look.colour(Phase.update)))
    guard let place = facts.first?.training, let last = facts.last?.training else {
      text.append("outside of the pool", look.muted)
      return text
    }
    func pair(_ name: String, _ first: Int, _ second: Int) {
      text.append("\(name) ", look.muted)
      text.append(first == second ? "\(first) " : "\(first),\(second) ", look.text)
    }
    pair("stage", place.stage, last.stage)
    pair("DP", place.data, last.data)
    if scenario.training.context > 1 { pair("CP", place.context, last.context) }
    pair("TP", place.tensor, last.tensor)
    text.append("weights ", look.muted)
    text.append("v\(live.version) ", look.text)
    if hasPower, let watts = facts.first?.load.cardWatts {
      text.append("power ", look.muted)
      text.append("\(watts.fixed(0)) W", look.text)
    }
    return text
  }

  /// Writes a line, its spans broken over rows where it is too long; returns the row after it.
  private func drawWrapped(
    _ line: StyledText, in rect: Rect, row: Int, on canvas: inout Canvas
  ) -> Int {
    var row = row
    var column = rect.column
    var index = 0
    let spans = line.spans
    while index < spans.count, row < rect.endRow {
      // A label and its value stay together.
      let pair = spans[index..<min(index + (index == 0 ? 1 : 2), spans.count)]
      let width = pair.reduce(0) { $0 + $1.text.columns }
      if column + width > rect.endColumn, column > rect.column + 10 {
        row += 1
        column = rect.column + 10
      }
      guard row < rect.endRow else { break }
      column =
        canvas.write(
          StyledText(Array(pair)), at: Position(column: column, row: row),
          width: rect.endColumn - column
        ).column
      index += pair.count
    }
    return row + 1
  }

  /// Draws where the card's time has gone since the start of the run.
  private func drawTimes(_ facts: [DieFacts], in rect: Rect, on canvas: inout Canvas) {
    guard rect.rows > 0, live.now > .zero else { return }
    let whole = live.now.seconds * Double(facts.count)
    let times = Activity.allCases.map { activity in
      (activity, facts.reduce(0.0) { $0 + $1.time(in: activity, of: live) } / whole)
    }.filter { $0.1 > 0.0005 }
    canvas.write("time", at: rect.origin, style: look.muted)
    canvas.draw(
      Strip(
        stacking: times.map { ($0.1, Style(look.colour($0.0)), look.fill($0.0)) }, whole: 1),
      at: rect.origin.moved(columns: 10), width: rect.columns - 10)
    let columns = max(1, rect.columns / 26)
    let cells = rect.split(top: 1).rest.splitColumns(
      Array(repeating: .share(), count: columns), gap: 2)
    // Where not all fit, those that are most, in the order that all have.
    let room = max(0, rect.rows - 1) * columns
    let least = times.count > room ? times.map(\.1).sorted(by: >).dropFirst(room).first ?? 0 : -1
    for (index, time) in times.filter({ $0.1 > least }).enumerated() {
      let row = index / columns
      let cell = cells[index % columns]
      let place = Position(column: cell.column, row: cell.row + row)
      canvas.put(look.fill(time.0) ?? "■", at: place, style: Style(look.colour(time.0)))
      canvas.write(time.0.name, at: place.moved(columns: 2), style: look.text)
      canvas.write(
        Figure.finePercent(time.1), at: place.moved(columns: 17), style: look.strong)
    }
  }
}
