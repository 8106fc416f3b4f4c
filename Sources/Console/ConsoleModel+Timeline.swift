import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  /// Draws a lane for each role, and below, where there is room, the same of the ghost.
  func drawTimeline(in rect: Rect, on canvas: inout Canvas) {
    let inner = frame(.timeline, in: rect, note: timelineNote, on: &canvas)
    let window = timelineWindow(columns: inner.columns)
    let parts = timelineParts(of: inner)
    drawLanes(of: live, window, in: parts.lanes, isLive: true, on: &canvas)
    guard let ghost, let rect = parts.ghost else { return }
    let title = rect.split(top: 1)
    var text = StyledText("ghost ", look.ghost)
    text.append(ghost.title, look.ghost.bold)
    let end = canvas.write(text, at: title.top.origin, width: title.top.columns)
    canvas.horizontalLine(
      row: title.top.row, columns: end.column + 1..<max(end.column + 1, title.top.endColumn),
      style: look.border)
    drawLanes(of: ghost.state, window, in: title.rest, isLive: false, on: &canvas)
  }

  /// Where the lanes are, and those of the ghost, where there is room for them.
  func timelineParts(of inner: Rect) -> (lanes: Rect, ghost: Rect?) {
    guard ghost != nil, inner.rows >= 16 else { return (inner, nil) }
    let parts = inner.split(bottom: inner.rows >= 22 ? 9 : 8)
    return (parts.rest, parts.bottom)
  }

  private func drawLanes(
    of state: ClusterState, _ window: TimeWindow, in rect: Rect, isLive: Bool,
    on canvas: inout Canvas
  ) {
    var lanes = TimelineLanes(state: state, window: window, look: look)
    if isLive, focus == .timeline { lanes.selected = lane }
    lanes.draw(in: rect, on: &canvas)
    let bars = rect.split(bottom: 1).rest.split(left: TimelineLanes.labelColumns).rest
    if showsCriticalPath {
      CriticalPathMarks(state: state, window: window, look: look)
        .draw(over: TimelineLanes.rows(of: rect.split(bottom: 1).rest), in: bars, on: &canvas)
    }
    drawCrosshair(window, in: bars, on: &canvas)
  }

  private var timelineNote: StyledText {
    if let moment = timeView.crosshair { return momentText(moment) }
    return showsCriticalPath ? pathText : lostText
  }

  /// What ran at a moment.
  private func momentText(_ moment: Double) -> StyledText {
    var text = StyledText("at \(Figure.shortClock(moment)) ", look.accent)
    let step = live.steps.first { moment < $0.end.seconds }?.step ?? live.stepsEnded + 1
    text.append("step \(step)", look.text)
    let time = SimTime.seconds(moment)
    let running = live.spans.filter { $0.start <= time && time < $0.end ?? .distantFuture }
    for role in Role.allCases where running.contains(where: { $0.role == role }) {
      text.append(" · ", look.muted)
      text.append(role.name, Style(look.colour(Phase(role))))
    }
    if running.isEmpty { text.append(" · nothing runs", look.muted) }
    return text
  }

  /// What the last whole step hung on.
  private var pathText: StyledText {
    guard let last = live.steps.last, let path = CriticalPath(step: last.step, of: live) else {
      return StyledText("critical path: no step ended", look.muted)
    }
    var text = StyledText("critical path of step \(last.step)", look.muted)
    let whole = max(last.duration.seconds, 1e-9)
    for (role, seconds) in path.shares.prefix(3) {
      text.append(" · \(role?.name ?? "failure")", role.map { Style(look.colour(Phase($0))) } ?? look.bad)
      text.append(Figure.percent(seconds / whole), look.text)
    }
    return text
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
