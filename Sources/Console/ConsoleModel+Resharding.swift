import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  /// Draws the change of layout under way, or what the last one came to.
  func drawResharding(in rect: Rect, on canvas: inout Canvas) {
    guard let reshard = live.reshard else {
      let inner = frame(.resharding, in: rect, on: &canvas)
      canvas.write("no change of layout yet", at: inner.origin, style: look.muted)
      return
    }
    let status = reshard.status
    let whole = status.duration.seconds
    let elapsed = reshard.elapsed(at: live.now).seconds
    let isUnderWay = elapsed < whole
    var note = StyledText()
    if isUnderWay {
      note.append(Figure.percent(elapsed / whole), look.strong)
      note.append(" of \(Figure.duration(whole).trimmed)", look.muted)
    } else {
      note.append(Figure.duration(whole).trimmed, look.text)
      note.append(
        " · done at \(Figure.clock((reshard.told + status.duration).seconds))", look.muted)
    }
    let inner = frame(.resharding, in: rect, note: note, on: &canvas)
    let parts = inner.split(top: 1)
    canvas.write(summary(of: status), at: parts.top.origin, width: inner.columns)
    let table = inner.rows > status.parts.count + 2 ? parts.rest.split(top: 1).rest : parts.rest
    drawParts(of: status, elapsed: isUnderWay ? elapsed : .infinity, in: table, on: &canvas)
  }

  private func summary(of status: ReshardStatus) -> StyledText {
    var text = StyledText(status.title, look.text)
    text.append(" · \(status.dies.count) dies", look.muted)
    if status.fabricBytes > .zero {
      text.append(" · \(Figure.bytes(status.fabricBytes).trimmed)", look.text)
      text.append(" over the fabric", look.muted)
    }
    return text
  }

  /// Draws each part as a bar from when it starts to when it ends, with its figures.
  private func drawParts(
    of status: ReshardStatus, elapsed: Double, in rect: Rect, on canvas: inout Canvas
  ) {
    let whole = status.duration.seconds
    let names = min(max(8, status.parts.map(\.name.count).max() ?? 8), rect.columns / 3)
    let hasBytes = rect.columns >= names + 34
    let hasRate = rect.columns >= names + 46
    let figures = 9 + (hasBytes ? 11 : 0) + (hasRate ? 12 : 0)
    let bar = rect.columns - names - figures - 2
    if hasBytes, rect.rows > status.parts.count {
      canvas.write(
        "most a die".padding(to: 11) + (hasRate ? "moves at".padding(to: 12) : ""),
        at: Position(column: rect.endColumn - figures + 9, row: rect.row), style: look.faint)
    }
    let first = rect.row + (hasBytes && rect.rows > status.parts.count ? 1 : 0)
    for (offset, part) in status.parts.enumerated() where first + offset < rect.endRow {
      let row = first + offset
      let start = part.start.seconds
      let length = part.duration.seconds
      let end = start + length
      let isDone = elapsed >= end
      let isRunning = elapsed >= start && !isDone
      canvas.write(
        part.name, at: Position(column: rect.column, row: row),
        style: isRunning ? look.strong : isDone ? look.text : look.muted, width: names)
      let place = Position(column: rect.column + names + 1, row: row)
      if bar > 0, whole > 0 {
        let done = min(max(elapsed, start), end)
        canvas.draw(
          Strip(
            [
              Strip.Span(start, done, style: Style(look.colour(Phase.reshard))),
              Strip.Span(done, end, style: look.track, fill: look.usesLetters ? "░" : nil),
            ], window: 0...whole), at: place, width: bar)
      }
      var text = StyledText(
        " \(Figure.duration(length))", isDone || isRunning ? look.text : look.muted)
      if hasBytes { text.append("  \(Figure.bytes(part.bytesPerDie))", look.muted) }
      if hasRate {
        let rate = length > 0 ? Double(part.bytesPerDie.count) / length : 0
        text.append("  \(Figure.bandwidth(rate))", look.muted)
      }
      canvas.write(
        text, at: Position(column: rect.endColumn - figures, row: row), width: figures)
    }
  }
}
