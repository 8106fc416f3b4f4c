import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  /// Draws what the dies' time of the last step went into.
  func drawShares(in rect: Rect, on canvas: inout Canvas) {
    guard let step = live.steps.last else {
      let inner = frame(.shares, in: rect, on: &canvas)
      canvas.write("known when the first step has ended", at: inner.origin, style: look.muted)
      return
    }
    let hours = step.duration.seconds * Double(step.dies) / 3600
    var note = StyledText("step \(step.step)", look.text)
    if rect.columns >= 50 {
      note.append(" · \(Figure.compact(hours).trimmed) die-hours", look.muted)
    }
    let inner = frame(.shares, in: rect, note: note, on: &canvas)
    let spent = Activity.allCases.filter { step.share(of: $0) > 0 }
    let strip = Strip(
      stacking: spent.map { (step.share(of: $0), Style(look.colour($0)), look.fill($0)) },
      whole: 1)
    let barRows = inner.rows > spent.count + 4 ? 2 : 1
    for row in 0..<barRows {
      canvas.draw(strip, at: inner.origin.moved(rows: row), width: inner.columns)
    }
    let hasAir = inner.rows > spent.count + barRows
    let rest = inner.split(top: barRows + (hasAir ? 1 : 0)).rest
    let hasHistory = rest.rows > spent.count + Self.shareHistoryRows
    let parts = rest.split(top: hasHistory ? spent.count + 1 : rest.rows)
    drawShareTable(of: step, spent, in: parts.top, on: &canvas)
    drawShareHistory(in: parts.rest, on: &canvas)
  }

  private func drawShareTable(
    of step: StepRecord, _ spent: [Activity], in rect: Rect, on canvas: inout Canvas
  ) {
    guard rect.rows > 0 else { return }
    let columns = rect.columns >= 64 && spent.count > rect.rows ? 2 : 1
    let cells = rect.splitColumns(Array(repeating: .share(), count: columns), gap: 2)
    let theirs = ghost?.state.steps.last
    // Where not all fit the smallest are left out.
    let shown = spent.largest(rect.rows * columns) { step.share(of: $0) }
    let perColumn = (shown.count + columns - 1) / columns
    for (index, activity) in shown.enumerated() {
      let cell = cells[index / perColumn]
      let row = rect.row + index % perColumn
      guard row < rect.endRow else { continue }
      drawShare(
        activity, of: step, beside: theirs,
        in: Rect(column: cell.column, row: row, columns: cell.columns, rows: 1), on: &canvas)
    }
  }

  private func drawShare(
    _ activity: Activity, of step: StepRecord, beside theirs: StepRecord?, in rect: Rect,
    on canvas: inout Canvas
  ) {
    let share = step.share(of: activity)
    canvas.put(
      look.fill(activity) ?? "■", at: rect.origin, style: Style(look.colour(activity)))
    canvas.write(activity.name, at: rect.origin.moved(columns: 2), style: look.text, width: 15)
    var text = StyledText(Figure.finePercent(share), look.strong)
    let hours = step.activities[Int(activity.rawValue)].seconds / 3600
    text.append("  \(Figure.compact(hours, "h"))", look.muted)
    if let theirs, rect.columns >= 46 {
      text.append(" \(Figure.finePercent(theirs.share(of: activity)))", look.ghost)
    }
    let end = canvas.write(text, at: rect.origin.moved(columns: 18), width: rect.columns - 18)
    let bar = rect.endColumn - end.column - 2
    guard bar >= 6 else { return }
    let largest = Activity.allCases.map { step.share(of: $0) }.max() ?? 1
    drawMeter(
      share / max(largest, 1e-9), at: end.moved(columns: 2), width: bar,
      Style(look.colour(activity)), on: &canvas)
  }
}
