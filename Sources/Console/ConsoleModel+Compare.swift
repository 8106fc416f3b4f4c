import Canvas
import Exploration
import Quantities
import Telemetry

extension ConsoleModel {
  /// Draws the run and its ghost side by side: figures over the same count of steps, and both loops.
  ///
  /// The loops stand in the window that all charts share, so that one crosshair marks the same moment in
  /// both; where none is chosen, in one that holds both runs.
  ///
  /// - Returns: where the loops are drawn over time; `nil` where there is no room for them.
  @discardableResult
  func drawCompare(in rect: Rect, on canvas: inout Canvas) -> TimePlot? {
    guard let ghost else {
      let inner = frame(.compare, in: rect, on: &canvas)
      canvas.write(
        "turn a knob: the run without it goes on beside it, as the ghost",
        at: inner.origin, style: look.muted, width: inner.columns)
      return nil
    }
    guard let pair = RunPair(live: live, ghost: ghost) else {
      let inner = frame(.compare, in: rect, on: &canvas)
      canvas.write(
        "known when both have ended a step since \(Figure.clock(ghost.since.seconds))",
        at: inner.origin, style: look.muted, width: inner.columns)
      return nil
    }
    var note = StyledText("means over \(steps(pair.count))", look.text)
    note.append(" since \(Figure.clock(ghost.since.seconds))", look.muted)
    let inner = frame(.compare, in: rect, note: note, on: &canvas)
    let rows = pair.rows
    let hasLoops = inner.rows >= rows.count + 1 + 16
    let parts = inner.split(top: hasLoops ? rows.count + 2 : inner.rows)
    draw(rows, ghost: ghost, in: parts.top, on: &canvas)
    guard hasLoops else { return nil }
    let halves = parts.rest.splitRows([.share(), .share()], gap: 1)
    let window =
      timeView.chosen
      ?? TimeWindow(
        steps: max(2, Double(inner.columns - TimelineLanes.labelColumns) / 30), of: live,
        now: max(live.now, ghost.state.now))
    for (half, (name, state)) in zip(
      halves, [("this run", live), ("ghost", ghost.state)])
    {
      let title = half.split(top: 1)
      rule(
        StyledText(name, name == "ghost" ? look.ghost.bold : look.strong), in: title.top,
        on: &canvas)
      drawLanes(of: state, window, in: title.rest, isLive: false, on: &canvas)
    }
    return TimePlot(
      window: window, rect: parts.rest.split(left: TimelineLanes.labelColumns).rest)
  }

  private func draw(
    _ rows: [RunPair.Row], ghost: Ghost, in rect: Rect, on canvas: inout Canvas
  ) {
    let names = min(20, max(12, rect.columns - 36))
    let figure = 12
    func column(_ index: Int) -> Int { rect.column + names + index * figure }
    let titles: [(String, Style)] = [
      ("this run", look.strong), ("ghost", look.ghost), ("change", look.muted),
    ]
    for (index, (title, style)) in titles.enumerated() {
      canvas.write(
        title, at: Position(column: column(index), row: rect.row), style: style,
        width: figure - 1, alignment: .trailing)
    }
    let bar = rect.endColumn - column(3) - 1
    if bar > 20 {
      canvas.write(
        ghost.title, at: Position(column: column(3) + 1, row: rect.row), style: look.ghost,
        width: bar)
    }
    for (offset, row) in rows.prefix(max(0, rect.rows - 1)).enumerated() {
      let line = rect.row + 1 + offset
      canvas.write(
        row.name, at: Position(column: rect.column, row: line), style: look.muted,
        width: names - 1)
      let figures: [(String, Style)] = [
        (row.live, look.strong), (row.ghost, look.ghost),
        (row.change.text, row.change.isBetter.map { $0 ? look.good : look.bad } ?? look.muted),
      ]
      for (index, (text, style)) in figures.enumerated() {
        canvas.write(
          text, at: Position(column: column(index), row: line), style: style, width: figure - 1,
          alignment: .trailing)
      }
      guard bar >= 12, let shares = row.shares else { continue }
      let style = shares.phase.map { Style(look.colour($0)) } ?? look.accent
      let half = min(40, (bar - 1) / 2)
      let start = Position(column: column(3) + 1, row: line)
      drawMeter(shares.live, at: start, width: half, style, on: &canvas)
      drawMeter(
        shares.ghost, at: start.moved(columns: half + 1), width: half, look.ghost, on: &canvas)
    }
  }
}
