import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  /// Draws an update's micro-batches on the pipeline's stages, with what is left empty between them.
  ///
  /// - Returns: where all of it is drawn over time; `nil` before the first update.
  @discardableResult
  func drawPipeline(in rect: Rect, on canvas: inout Canvas) -> TimePlot? {
    guard let pipeline = live.pipeline else {
      let inner = frame(.pipeline, in: rect, on: &canvas)
      canvas.write(
        "known when the first update begins", at: inner.origin, style: look.muted,
        width: inner.columns)
      return nil
    }
    let status = pipeline.status
    var note = StyledText("step \(pipeline.step)", look.text)
    note.append(" · \(status.microBatches) micro-batches × \(status.stages) stages", look.muted)
    note.append(" · bubble ", look.muted)
    note.append(Figure.finePercent(status.bubble).trimmed, look.strong)
    let inner = frame(.pipeline, in: rect, note: note, on: &canvas)
    // All of it, then its first and its last moments, where single micro-batches can be seen.
    let needed = status.stages + 2
    let hasZoom = inner.rows >= needed * 2 && inner.columns >= 70
    let spare = inner.rows - needed * 2
    let tall = hasZoom ? min(8, 1 + spare / 2 / max(1, status.stages)) : 1
    let parts = inner.split(top: hasZoom ? 1 + status.stages * tall + 1 : inner.rows)
    let plot = drawWhole(status, since: pipeline.start, in: parts.top, on: &canvas)
    guard hasZoom else { return plot }
    let halves = parts.rest.splitColumns([.share(), .share()], gap: 2)
    let span = PipelineLanes.span(of: status)
    PipelineLanes(status: status, window: 0...span, look: look)
      .draw("first \(Figure.duration(span).trimmed)", in: halves[0], on: &canvas)
    PipelineLanes(
      status: status, window: max(0, status.seconds - span)...status.seconds, look: look
    ).draw("last \(Figure.duration(span).trimmed)", in: halves[1], on: &canvas)
    return plot
  }

  /// Draws, for each stage, which share of each moment of the update it computes.
  private func drawWhole(
    _ status: PipelineStatus, since start: SimTime, in rect: Rect, on canvas: inout Canvas
  ) -> TimePlot? {
    let hasLegend = rect.rows > status.stages + 1
    let room = rect.rows - (hasLegend ? 2 : 1)
    let height = max(1, min(8, room / max(1, status.stages)))
    let rows = rect.splitRows([
      .fixed(hasLegend ? 1 : 0), .fixed(min(room, height * status.stages)), .fixed(1),
    ])
    let whole = status.seconds + status.closingSeconds
    if hasLegend { drawPipelineLegend(status, in: rows[0], on: &canvas) }
    let lanes = rows[1]
    let bars = Rect(
      column: lanes.column + 9, row: lanes.row, columns: max(0, lanes.columns - 9 - 8),
      rows: lanes.rows)
    guard whole > 0, !bars.isEmpty else { return nil }
    let shares = PipelineLanes.shares(of: status, columns: bars.columns, whole: whole)
    let bed = Style(look.colour(Activity.bubble))
    for stage in 0..<min(status.stages, lanes.rows / height) {
      let lane = Rect(
        column: bars.column, row: bars.row + stage * height, columns: bars.columns, rows: height)
      canvas.write(
        "stage\(Figure.count(stage, 2))",
        at: Position(column: lanes.column, row: lane.row), style: look.muted, width: 8)
      if !look.usesLetters {
        let end = Int((status.seconds / whole * Double(bars.columns)).rounded())
        canvas.fill(
          Rect(column: lane.column, row: lane.row, columns: end, rows: height),
          style: Style(on: bed.foreground))
      }
      canvas.sparkline(
        shares[stage], in: lane, range: 0...1, ramp: Ramp(look.colour(Phase.update)))
      let idle = status.seconds > 0 ? 1 - status.busy[stage] / status.seconds : 0
      canvas.write(
        Figure.finePercent(max(0, idle)), at: Position(column: bars.endColumn + 1, row: lane.row),
        style: look.text)
    }
    drawPipelineAxis(whole, since: start, in: rows[2], from: bars, on: &canvas)
    let window = TimeWindow(start: start.seconds, length: whole)
    drawCrosshair(window, in: bars, on: &canvas)
    return TimePlot(window: window, rect: bars)
  }

  private func drawPipelineLegend(
    _ status: PipelineStatus, in rect: Rect, on canvas: inout Canvas
  ) {
    var text = StyledText("█ ", Style(look.colour(Phase.update)))
    text.append("share of the time that a stage computes  ", look.muted)
    text.append("█ ", Style(look.colour(Activity.bubble)))
    text.append("bubble  ", look.muted)
    if status.closingSeconds > 0 {
      text.append(
        "then \(Figure.duration(status.closingSeconds).trimmed) of gradient reduction and optimizer",
        look.muted)
    }
    canvas.write(text, at: rect.origin, width: rect.columns - 8)
    canvas.write(
      "bubble", at: Position(column: rect.endColumn - 7, row: rect.row), style: look.faint)
  }

  private func drawPipelineAxis(
    _ whole: Double, since start: SimTime, in rect: Rect, from bars: Rect, on canvas: inout Canvas
  ) {
    canvas.write("0 s", at: Position(column: bars.column, row: rect.row), style: look.faint)
    let end = Figure.duration(whole).trimmed
    canvas.write(
      end, at: Position(column: bars.endColumn - end.count, row: rect.row), style: look.faint)
    let passed = (live.now - start).seconds
    guard passed < whole else { return }
    let column = bars.column + Int(passed / whole * Double(bars.columns))
    let text = "▲ \(Figure.duration(passed).trimmed)"
    canvas.write(
      text,
      at: Position(
        column: min(max(column, bars.column + 5), bars.endColumn - end.count - text.count - 1),
        row: rect.row), style: look.strong)
  }
}
