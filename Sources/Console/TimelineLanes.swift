import Canvas
import Quantities
import Specification
import Telemetry

/// A lane for each role of the loop, over a window of time.
struct TimelineLanes {
  /// Columns at the left for the roles' names.
  static let labelColumns = 10

  let state: ClusterState
  let window: TimeWindow
  let look: Look
  /// The lane that arrows and Enter work on.
  var selected: Role?

  /// Draws the lanes, and the numbers of steps in the last row.
  func draw(in rect: Rect, on canvas: inout Canvas) {
    let parts = rect.split(bottom: 1)
    let bars = parts.rest.split(left: Self.labelColumns).rest
    guard !bars.isEmpty else { return }
    drawSteps(in: bars, axis: parts.bottom.row, on: &canvas)
    for (role, row) in zip(roles, Self.rows(of: parts.rest, roles: roles.count)) where row.rows > 0
    {
      let isRunning = state.spans.last { $0.role == role }.map { $0.end == nil } ?? false
      canvas.write(
        role.name, at: Position(column: rect.column, row: row.endRow - 1),
        style: role == selected
          ? look.selected(look.strong)
          : isRunning ? Style(look.colour(Phase(role))).bold : look.muted)
      let lane = Rect(column: bars.column, row: row.row, columns: bars.columns, rows: row.rows)
      if role == .rollout {
        drawRollout(in: lane, on: &canvas)
      } else {
        drawSpans(of: role, in: lane, on: &canvas)
      }
    }
  }

  /// The roles that there are: without training, rollout alone.
  private var roles: [Role] { state.scenario.isServing ? [.rollout] : Role.allCases }

  /// Gives lanes their rows: rollout the most, the others at most three.
  static func rows(of rect: Rect, roles: Int = Role.allCases.count) -> [Rect] {
    let other = rect.rows >= 40 ? 3 : rect.rows >= 18 ? 2 : 1
    let gap = rect.rows >= roles * 2 + 6 ? 1 : 0
    let rollout = max(1, rect.rows - (roles - 1) * (other + gap))
    return rect.splitRows(
      [.fixed(rollout)] + Array(repeating: .fixed(other), count: roles - 1), gap: gap)
  }

  /// Marks where steps ended, numbers the steps below, and writes the time.
  private func drawSteps(in bars: Rect, axis: Int, on canvas: inout Canvas) {
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
    let shown = state.steps.reversed().prefix { $0.end.seconds > window.start }.reversed()
    for step in shown {
      label(step.step, from: step.start.seconds)
      let column = window.column(of: step.end.seconds, columns: bars.columns)
      guard column > 0, column < bars.columns else { continue }
      canvas.verticalLine(
        column: bars.column + column, rows: bars.rowRange, style: look.track)
    }
    label(state.stepsEnded + 1, from: state.steps.last?.end.seconds ?? 0)
    let clock = Figure.shortClock(state.now.seconds)
    let place = bars.column + window.column(of: state.now.seconds, columns: bars.columns)
    let start = min(place, bars.endColumn - clock.count)
    if start >= free {
      canvas.write(clock, at: Position(column: start, row: axis), style: look.faint)
    }
  }

  /// The stretches in which a role ran, as far as they can be seen.
  private func spans(of role: Role) -> [(start: Double, end: Double)] {
    var spans: [(start: Double, end: Double)] = []
    for span in state.spans.reversed() {
      let end = (span.end ?? state.now).seconds
      // They are in the order of their starts: one that ended long ago ends the search.
      if end < window.start - window.length { break }
      guard span.role == role, window.shows(from: span.start.seconds, to: end) else { continue }
      spans.append((span.start.seconds, end))
    }
    return spans.reversed()
  }

  private func drawSpans(of role: Role, in lane: Rect, on canvas: inout Canvas) {
    let style = Style(look.colour(Phase(role)))
    let strip = Strip(
      spans(of: role).map { Strip.Span($0.start, $0.end, style: style) }, window: window.range)
    for row in lane.rowRange {
      canvas.draw(strip, at: Position(column: lane.column, row: row), width: lane.columns)
    }
  }

  /// Draws the samples that run as columns on a bed as long as rollout goes on: the tail is seen.
  private func drawRollout(in lane: Rect, on canvas: inout Canvas) {
    if let bed = look.rolloutBed {
      for span in spans(of: .rollout) {
        let first = max(0, window.column(of: span.start, columns: lane.columns))
        let last = min(lane.columns - 1, window.column(of: span.end, columns: lane.columns))
        guard first <= last else { continue }
        canvas.fill(
          Rect(
            column: lane.column + first, row: lane.row, columns: last - first + 1,
            rows: lane.rows),
          style: Style(on: bed))
      }
    }
    let samples = state.running.sampled(
      window, count: lane.columns, now: state.now.seconds, current: state.runningNow)
    let highest = max(1, samples.lazy.filter(\.isFinite).max() ?? 1)
    canvas.sparkline(
      samples, in: lane, range: 0...highest, ramp: Ramp(look.colour(Phase.rollout)))
  }
}
