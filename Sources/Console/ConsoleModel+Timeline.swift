import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  private static let labelColumns = 10

  /// Draws a lane for each role; rollout as high as samples run in it.
  func drawTimeline(in rect: Rect, on canvas: inout Canvas) {
    let inner = frame(.timeline, in: rect, note: lostText, on: &canvas)
    let lanes = inner.split(bottom: 1)
    let bars = lanes.rest.split(left: Self.labelColumns).rest
    guard !bars.isEmpty else { return }
    let window = TimeWindow(
      steps: max(2, Double(bars.columns) / 30), of: live, now: live.now)
    drawStepEnds(window, in: bars, axis: lanes.bottom.row, on: &canvas)
    let rows = laneRows(lanes.rest)
    for (role, row) in zip(Role.allCases, rows) {
      let isRunning = live.spans.last { $0.role == role }.map { $0.end == nil } ?? false
      canvas.write(
        role.name, at: Position(column: inner.column, row: row.endRow - 1),
        style: isRunning ? Style(look.colour(Phase(role))).bold : look.muted)
      let lane = Rect(column: bars.column, row: row.row, columns: bars.columns, rows: row.rows)
      if role == .rollout {
        drawRollout(window, in: lane, on: &canvas)
      } else {
        drawSpans(of: role, window, in: lane, on: &canvas)
      }
    }
  }

  /// Gives lanes their rows: rollout the most, the others at most three.
  private func laneRows(_ rect: Rect) -> [Rect] {
    let roles = Role.allCases.count
    let other = rect.rows >= 40 ? 3 : rect.rows >= 18 ? 2 : 1
    let gap = rect.rows >= roles * 2 + 6 ? 1 : 0
    let rollout = max(1, rect.rows - (roles - 1) * (other + gap))
    return rect.splitRows(
      [.fixed(rollout)] + Array(repeating: .fixed(other), count: roles - 1), gap: gap)
  }

  /// Where the last step's time went that moved nothing forward.
  private var lostText: StyledText {
    guard let last = live.steps.last else { return StyledText() }
    var waiting = 0.0
    for activity in Phase.waiting.activities { waiting += last.share(of: activity) }
    var text = StyledText("last step ", look.muted)
    text.append(Figure.duration(last.duration.seconds).trimmed, look.text)
    for (name, share) in [
      ("bubble", last.share(of: .bubble)), ("waiting", waiting), ("idle", last.share(of: .idle)),
    ] {
      text.append(" · \(name)", look.muted)
      text.append(Figure.percent(share), look.text)
    }
    return text
  }

  /// Marks where steps ended, and numbers the steps below.
  private func drawStepEnds(
    _ window: TimeWindow, in bars: Rect, axis: Int, on canvas: inout Canvas
  ) {
    var free = bars.column
    func label(_ step: Int, from start: Double) {
      let column = max(
        bars.column, bars.column + window.column(of: start, columns: bars.columns))
      let text = "\(step)"
      guard column >= free, column + text.count <= bars.endColumn else { return }
      free =
        canvas.write(text, at: Position(column: column, row: axis), style: look.muted).column + 1
    }
    canvas.write(
      "step", at: Position(column: bars.column - Self.labelColumns, row: axis), style: look.faint)
    for step in live.steps.reversed().prefix(while: { $0.end.seconds > window.start }).reversed() {
      label(step.step, from: step.start.seconds)
      let column = window.column(of: step.end.seconds, columns: bars.columns)
      guard column > 0, column < bars.columns else { continue }
      canvas.verticalLine(
        column: bars.column + column, rows: bars.rowRange, style: look.track)
    }
    label(live.stepsEnded + 1, from: live.steps.last?.end.seconds ?? 0)
    let clock = Figure.shortClock(live.now.seconds)
    let place = bars.column + window.column(of: live.now.seconds, columns: bars.columns)
    let start = min(place, bars.endColumn - clock.count)
    if start >= free {
      canvas.write(clock, at: Position(column: start, row: axis), style: look.faint)
    }
  }

  private func visibleSpans(of role: Role, _ window: TimeWindow) -> [(Double, Double)] {
    var spans: [(Double, Double)] = []
    for span in live.spans.reversed() {
      let end = (span.end ?? live.now).seconds
      // Spans are in the order of their starts; what ended long ago ends the search.
      if end < window.start - window.length { break }
      guard span.role == role, window.shows(from: span.start.seconds, to: end) else { continue }
      spans.append((span.start.seconds, end))
    }
    return spans.reversed()
  }

  private func drawSpans(
    of role: Role, _ window: TimeWindow, in lane: Rect, on canvas: inout Canvas
  ) {
    let style = Style(look.colour(Phase(role)))
    let strip = Strip(
      visibleSpans(of: role, window).map { Strip.Span($0.0, $0.1, style: style) },
      window: window.range)
    for row in lane.rowRange {
      canvas.draw(strip, at: Position(column: lane.column, row: row), width: lane.columns)
    }
  }

  private func drawRollout(_ window: TimeWindow, in lane: Rect, on canvas: inout Canvas) {
    let colour = look.colour(.rollout)
    if let bed = look.rolloutBed {
      for (from, to) in visibleSpans(of: .rollout, window) {
        let first = max(0, window.column(of: from, columns: lane.columns))
        let last = min(lane.columns - 1, window.column(of: to, columns: lane.columns))
        guard first <= last else { continue }
        canvas.fill(
          Rect(
            column: lane.column + first, row: lane.row, columns: last - first + 1, rows: lane.rows),
          style: Style(on: bed))
      }
    }
    let now = Double(live.replicas.reduce(0) { $0 + $1.running })
    let samples = live.running.sampled(
      window, count: lane.columns, now: live.now.seconds, current: now)
    let highest = max(1, samples.lazy.filter(\.isFinite).max() ?? 1)
    canvas.sparkline(samples, in: lane, range: 0...highest, ramp: Ramp(colour))
  }
}
