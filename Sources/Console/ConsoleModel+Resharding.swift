import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws the change of layout under way, or between two of them how weights move the next time.
  func drawResharding(in rect: Rect, on canvas: inout Canvas) {
    let facts = ReshardFacts(live)
    let inner = frame(.resharding, in: rect, note: note(of: facts), on: &canvas)
    guard facts.status != nil || facts.traffic != nil else {
      canvas.write("no change of layout yet", at: inner.origin, style: look.muted)
      return
    }
    guard let traffic = facts.traffic else {
      drawParts(of: facts, in: inner, on: &canvas)
      return
    }
    if inner.columns < 90, inner.rows >= 11 {
      let rows = inner.split(bottom: min(traffic.sources.count + 1, inner.rows - 6))
      drawMatrix(of: facts, traffic, in: rows.bottom, on: &canvas)
      drawFacts(facts, traffic, in: rows.rest.split(bottom: 1).rest, on: &canvas)
      return
    }
    let room = inner.columns >= 140 ? inner.columns - 74 : inner.columns * 2 / 5
    let matrix = matrixColumns(of: traffic, in: Size(columns: room, rows: inner.rows))
    let columns = inner.split(right: matrix)
    if matrix > 0 { drawMatrix(of: facts, traffic, in: columns.right, on: &canvas) }
    let left = matrix > 0 ? columns.rest.split(right: 2).rest : columns.rest
    drawFacts(facts, traffic, in: left, on: &canvas)
  }

  /// What the frame says: how far a switch is, or when the last one was over.
  private func note(of facts: ReshardFacts) -> StyledText {
    var note = StyledText()
    guard let status = facts.status else { return note }
    let whole = status.duration.seconds
    note.append("\(status.title) ", look.muted)
    if facts.isStopped {
      note.append("stopped at \(Figure.percent(facts.share).trimmed)", look.bad)
    } else if facts.isUnderWay {
      note.append(Figure.percent(facts.share), look.strong)
      note.append(" of \(Figure.duration(whole).trimmed)", look.muted)
    } else {
      note.append(Figure.duration(whole).trimmed, look.text)
      note.append(" · done at \(Figure.clock(facts.end.seconds))", look.muted)
    }
    return note
  }

  /// Draws what moves and how far it is, line by line, as many as there is room for, and then the parts.
  private func drawFacts(
    _ facts: ReshardFacts, _ traffic: ReshardTraffic, in rect: Rect, on canvas: inout Canvas
  ) {
    let parts = facts.parts.count
    let links = traffic.links.count
    var lines = [headline(facts, traffic, width: rect.columns)]
    let bar = lines.count
    lines.append(StyledText())
    if let slowest = slowest(traffic, width: rect.columns) { lines.append(slowest) }
    let isLong = rect.columns >= 60 && rect.rows >= lines.count + links + parts + 4
    lines += isLong ? linkLines(traffic) : [linkSummary(traffic, width: rect.columns)]
    if isLong { lines += costLines(traffic) }
    let shown = min(lines.count, max(3, rect.rows - min(parts, 1)))
    for (row, line) in lines.prefix(min(shown, rect.rows)).enumerated() {
      let place = Position(column: rect.column, row: rect.row + row)
      if row == bar {
        drawArrived(facts, traffic, at: place, width: rect.columns, on: &canvas)
      } else {
        canvas.write(line, at: place, width: rect.columns)
      }
    }
    let rest = rect.split(top: shown + (isLong ? 1 : 0)).rest
    drawParts(of: facts, in: rest, on: &canvas)
  }

  /// Draws bytes that have come and those that have not as a bar with its figures.
  private func drawArrived(
    _ facts: ReshardFacts, _ traffic: ReshardTraffic, at place: Position, width: Int,
    on canvas: inout Canvas
  ) {
    var text = StyledText()
    let whole = Double(traffic.fabricBytes.count)
    if let share = facts.arrivedShare {
      let done = Bytes(rounding: whole * share)
      text.append(" \(Figure.bytes(done))", look.text)
      text.append(" done", look.muted)
      text.append("\(Figure.bytes(traffic.fabricBytes - done))", look.text)
      text.append(" to go", look.muted)
    } else {
      text.append(" \(Figure.bytes(traffic.fabricBytes))", look.text)
      text.append(" in\(Figure.duration(traffic.duration.seconds))", look.muted)
    }
    let bar = min(24, width - text.columns)
    if bar >= 4 {
      let share = facts.arrivedShare ?? 0
      canvas.draw(
        Strip(
          [
            Strip.Span(
              0, share, style: Style(look.colour(Phase.reshard)), fill: look.fill(.reshard)),
            Strip.Span(share, 1, style: look.track, fill: look.usesLetters ? "░" : nil),
          ], window: 0...1), at: place, width: bar)
    }
    canvas.write(text, at: place.moved(columns: max(0, bar)), width: width - max(0, bar))
  }

  /// Draws each part as a bar from when it starts to when it ends, with its figures.
  ///
  /// Where not all have room, those around the one under way.
  private func drawParts(of facts: ReshardFacts, in rect: Rect, on canvas: inout Canvas) {
    let parts = facts.parts
    guard let status = facts.status, rect.rows > 0, !parts.isEmpty else { return }
    let elapsed = facts.isUnderWay ? facts.elapsed.seconds : .infinity
    let current = parts.firstIndex { $0.end.seconds > elapsed } ?? parts.count - 1
    let first = max(0, min(current - rect.rows / 2, parts.count - rect.rows))
    let names = min(max(8, parts.map(\.name.count).max() ?? 8), rect.columns * 2 / 5)
    let hasBytes = rect.columns >= names + 34
    let hasRate = rect.columns >= names + 46
    let figures = 9 + (hasBytes ? 11 : 0) + (hasRate ? 12 : 0)
    let hasHead = hasBytes && rect.rows > parts.count
    if hasHead {
      canvas.write(
        "most a die".padding(to: 11) + (hasRate ? "moves at".padding(to: 12) : ""),
        at: Position(column: rect.endColumn - figures + 9, row: rect.row), style: look.faint)
    }
    let rows = rect.split(top: hasHead ? 1 : 0).rest
    for (row, part) in parts.dropFirst(first).prefix(rows.rows).enumerated() {
      let place = Position(column: rect.column, row: rows.row + row)
      let (start, end) = (part.start.seconds, part.end.seconds)
      let isRunning = elapsed >= start && elapsed < end
      let style = isRunning ? look.strong : elapsed >= end ? look.text : look.muted
      canvas.write(part.name, at: place, style: style, width: names)
      let bar = rect.columns - names - figures - 2
      if bar > 0, status.duration > .zero {
        let done = min(max(elapsed, start), end)
        canvas.draw(
          Strip(
            [
              Strip.Span(
                start, done, style: Style(look.colour(Phase.reshard)), fill: look.fill(.reshard)),
              Strip.Span(done, end, style: look.track, fill: look.usesLetters ? "░" : nil),
            ], window: 0...status.duration.seconds), at: place.moved(columns: names + 1), width: bar
        )
      }
      let figure = elapsed >= start ? look.text : look.muted
      var text = StyledText(" \(Figure.duration(end - start))", figure)
      if hasBytes { text.append("  \(Figure.bytes(part.bytesPerDie))", look.muted) }
      if hasRate {
        let rate = end > start ? Double(part.bytesPerDie.count) / (end - start) : 0
        text.append("  \(Figure.bandwidth(rate))", look.muted)
      }
      canvas.write(
        text, at: Position(column: rect.endColumn - figures, row: place.row), width: figures)
    }
  }
}
