import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  /// Draws a lane for each role, and below, where there is room, the same of the ghost.
  func drawTimeline(in rect: Rect, on canvas: inout Canvas) {
    let inner = frame(.timeline, in: rect, note: lostText, on: &canvas)
    let window = TimeWindow(
      steps: max(2, Double(inner.columns - TimelineLanes.labelColumns) / 30), of: live,
      now: live.now)
    let lanes = TimelineLanes(state: live, window: window, look: look)
    guard let ghost, inner.rows >= 16 else {
      lanes.draw(in: inner, on: &canvas)
      return
    }
    let parts = inner.split(bottom: inner.rows >= 22 ? 9 : 8)
    lanes.draw(in: parts.rest, on: &canvas)
    let title = parts.bottom.split(top: 1)
    var text = StyledText("ghost ", look.ghost)
    text.append(ghost.title, look.ghost.bold)
    let end = canvas.write(text, at: title.top.origin, width: title.top.columns)
    canvas.horizontalLine(
      row: title.top.row, columns: end.column + 1..<max(end.column + 1, title.top.endColumn),
      style: look.border)
    TimelineLanes(state: ghost.state, window: window, look: look)
      .draw(in: title.rest, on: &canvas)
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
}
