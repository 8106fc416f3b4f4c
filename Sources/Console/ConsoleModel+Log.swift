import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  /// The entries of the log that are looked at.
  var loggedEntries: [LogEntry] {
    guard let logKind else { return live.log }
    return live.log.filter { $0.kind == logKind }
  }

  /// Draws what happened, the latest last.
  func drawLog(in rect: Rect, on canvas: inout Canvas) {
    let entries = loggedEntries
    var note = StyledText(logKind.map { "\($0.rawValue) only" } ?? "all", look.text)
    note.append(" · \(entries.count)", look.muted)
    if logKind != nil { note.append(" of \(live.log.count)", look.muted) }
    if rect.columns >= 60 {
      note.append("  \(KeyTable.key(for: .nextLogKind)) ", look.key)
      note.append("kind", look.muted)
    }
    let behind = min(scrolls[Panel.log.rawValue], max(0, entries.count - 1))
    let footer =
      behind > 0
      ? StyledText("\(behind) later below", look.warning) : StyledText()
    let inner = frame(.log, in: rect, note: note, footer: footer, on: &canvas)
    guard !entries.isEmpty else {
      canvas.write("nothing to tell yet", at: inner.origin, style: look.muted)
      return
    }
    let end = max(min(inner.rows, entries.count), entries.count - behind)
    for (row, entry) in entries[max(0, end - inner.rows)..<end].enumerated() {
      let place = inner.origin.moved(rows: row)
      canvas.write(Figure.clock(entry.time.seconds), at: place, style: look.faint)
      canvas.write(
        entry.kind.rawValue, at: place.moved(columns: 10), style: style(of: entry.kind))
      canvas.write(
        entry.text, at: place.moved(columns: 19), style: look.text,
        width: max(0, inner.columns - 19))
    }
  }

  private func style(of kind: LogEntry.Kind) -> Style {
    switch kind {
    case .knob: look.accent
    case .fault: look.bad
    case .step: look.good
    case .update: Style(look.colour(Phase.update))
    case .reshard: Style(look.colour(Phase.reshard))
    }
  }
}
