import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws a lane for each role, and where there is room one for each replica and those of the ghost.
  func drawTimeline(in rect: Rect, on canvas: inout Canvas) {
    let inner = frame(.timeline, in: rect, note: timelineNote, on: &canvas)
    let window = timelineWindow(columns: inner.columns)
    let parts = timelineParts(of: inner)
    drawLanes(of: live, window, in: parts.lanes, isLive: true, on: &canvas)
    drawReplicaLanes(window, in: parts.replicas, on: &canvas)
    guard let ghost, !parts.ghost.isEmpty else { return }
    let title = parts.ghost.split(top: 1)
    var text = StyledText("ghost ", look.ghost)
    text.append(ghost.title, look.ghost.bold)
    rule(text, in: title.top, on: &canvas)
    drawLanes(of: ghost.state, window, in: title.rest, isLive: false, on: &canvas)
  }

  /// Where the lanes are, those of the replicas, and those of the ghost; empty without room for them.
  func timelineParts(of inner: Rect) -> (lanes: Rect, replicas: Rect, ghost: Rect) {
    let rows = TimelineRows(
      inner.rows, replicas: live.replicas.count, hasGhost: ghost != nil,
      isAlone: zoomed == .timeline)
    let parts = inner.splitRows([.share(), .fixed(rows.replicas), .fixed(rows.ghost)])
    return (parts[0], parts[1], parts[2])
  }

  func drawLanes(
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
    if showsCriticalPath { return pathText }
    return timeView.crosshair.map { momentText($0) } ?? lostText
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

  /// What the step of the crosshair hung on, or the last whole one.
  private var pathText: StyledText {
    let last = live.steps.last?.step ?? 0
    let marked = timeView.crosshair.map { moment in
      live.steps.first { moment < $0.end.seconds }?.step ?? last + 1
    }
    guard let path = CriticalPath(step: marked ?? max(1, last), of: live) else {
      return StyledText("critical path: not known any more", look.muted)
    }
    var text = StyledText("critical path of step \(path.step)", look.muted)
    let whole = max(path.segments.reduce(0) { $0 + $1.duration.seconds }, 1e-9)
    for (role, seconds) in path.shares.prefix(3) {
      text.append(
        " · \(role?.name ?? "failure")", role.map { Style(look.colour(Phase($0))) } ?? look.bad)
      text.append(Figure.percent(seconds / whole), look.text)
    }
    return text
  }

  private func drawReplicaLanes(
    _ window: TimeWindow, in rect: Rect, on canvas: inout Canvas
  ) {
    guard rect.rows > 1 else { return }
    let lanes = ReplicaLanes(state: live, window: window, look: look)
    let parts = rect.split(top: 1)
    let count = live.replicas.count
    let first = firstLine(of: .timeline, count: count, rows: parts.rest.rows)
    let last = min(count, first + parts.rest.rows)
    var text = StyledText("replicas ", look.text)
    if last - first < count { text.append("\(first)–\(last - 1) of \(count) ↑↓ ", look.warning) }
    text.append("· samples each writes, up to \(lanes.peak.fixed(0))", look.muted)
    text.append(" · has none ", look.muted)
    text.append("·", look.gap)
    rule(text, in: parts.top, on: &canvas)
    lanes.draw(from: first, in: parts.rest, on: &canvas)
    drawCrosshair(
      window, in: parts.rest.split(left: TimelineLanes.labelColumns).rest, on: &canvas)
  }

  /// Writes a heading with a line behind it.
  func rule(_ text: StyledText, in rect: Rect, on canvas: inout Canvas) {
    let end = canvas.write(
      text.shortened(to: rect.columns), at: rect.origin, width: rect.columns)
    canvas.horizontalLine(
      row: rect.row, columns: end.column + 1..<max(end.column + 1, rect.endColumn),
      style: look.border)
  }

  /// Where the last step's time went that moved nothing forward.
  private var lostText: StyledText {
    guard let last = live.steps.last else { return StyledText() }
    var waiting = 0.0
    for activity in Phase.waiting.activities { waiting += last.share(of: activity) }
    var text = StyledText("last \(scenario.isServing ? "record" : "step") ", look.muted)
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

/// How the timeline's rows are shared by roles, replicas and the ghost.
struct TimelineRows: Hashable, Sendable {
  /// Rows of the replicas' lanes, their heading included; 0 for none.
  let replicas: Int
  /// Rows of the ghost's lanes, their heading included; 0 for none.
  let ghost: Int

  /// Shares rows.
  ///
  /// - Parameters:
  ///   - rows: how many there are.
  ///   - replicas: how many replicas there are.
  ///   - hasGhost: whether there is a ghost.
  ///   - isAlone: whether the timeline has the screen to itself, so that replicas can be scrolled.
  init(_ rows: Int, replicas: Int, hasGhost: Bool, isAlone: Bool) {
    let roles = rows >= 30 ? 12 : rows >= 20 ? 9 : isAlone ? 6 : 8
    let beside = hasGhost && rows >= 16 ? min(9, rows / 2) : 0
    // Alone on a small screen the replicas come before the ghost, which has a panel of its own.
    ghost = isAlone && rows - beside - roles < 6 ? 0 : beside
    let left = rows - ghost - roles
    self.replicas = left >= 4 && replicas > 0 ? min(left, replicas + 1) : 0
  }
}
