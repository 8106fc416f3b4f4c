import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  /// The entries of the log that are looked at.
  var loggedEntries: [LogEntry] {
    guard let logKind else { return live.log }
    return live.log.filter { $0.kind == logKind }
  }

  /// The entry that is selected: the latest, unless one scrolled.
  var selectedEntry: LogEntry? {
    let entries = loggedEntries
    let behind = scrolls[Panel.log.rawValue]
    return entries.isEmpty ? nil : entries[max(0, entries.count - 1 - behind)]
  }

  /// The entries that are shown in so many rows: around the selected one.
  func loggedRange(rows: Int) -> Range<Int> {
    let count = loggedEntries.count
    let selected = max(0, count - 1 - scrolls[Panel.log.rawValue])
    let end = min(count, max(min(rows, count), selected + 1 + rows / 2))
    return max(0, end - rows)..<end
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
    let shown = loggedRange(rows: max(0, rect.rows - 2))
    let later = entries.count - shown.upperBound
    let footer =
      later > 0 ? StyledText("\(later) later below", look.warning) : StyledText()
    let inner = frame(.log, in: rect, note: note, footer: footer, on: &canvas)
    guard !entries.isEmpty else {
      canvas.write("nothing to tell yet", at: inner.origin, style: look.muted)
      return
    }
    let isActive = (zoomed ?? focus) == .log
    let selected = max(0, entries.count - 1 - scrolls[Panel.log.rawValue])
    for (row, entry) in entries[shown].enumerated() {
      let place = inner.origin.moved(rows: row)
      if isActive, shown.lowerBound + row == selected {
        canvas.put("▸", at: place.moved(columns: 9), style: look.accent)
      }
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
