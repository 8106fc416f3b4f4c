import Canvas
import Exploration
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws tokens a second of whole steps beside the ghost's, and below what is written meanwhile.
  ///
  /// - Returns: where the curves are.
  @discardableResult
  func drawThroughput(in rect: Rect, on canvas: inout Canvas) -> TimePlot? {
    let inner = frame(.throughput, in: rect, note: throughputNote, on: &canvas)
    let window = window(steps: max(3, Double(inner.columns) / 9))
    let count = ChartStack.count(rows: inner.rows, of: 4)
    let rows = inner.rows / (count + 1)
    // Until a step has ended there is nothing to say of whole ones.
    let hasSteps = !live.steps.isEmpty || ghost.map { !$0.state.steps.isEmpty } ?? false
    var parts = hasSteps ? [stepsChart(window, rows: count > 1 ? rows * 2 : rows)] : []
    if count > 1 || !hasSteps {
      parts.append(
        chart(
          of: live.generation, now: live.generationNow, "response tok/s as they are written",
          window, inner, rows))
    }
    if count > 2 {
      parts.append(
        chart(of: live.running, now: live.runningNow, "samples being written", window, inner, rows))
    }
    if count > 3 {
      parts.append(
        chart(
          of: live.cacheTokens, now: live.cacheNow, "tokens in the KV caches", window, inner, rows))
    }
    let plots = ChartStack(parts: parts, window: window, look: look).draw(in: inner, on: &canvas)
    for plot in plots { drawCrosshair(window, in: plot, on: &canvas) }
    let columns = plots.first ?? inner
    return TimePlot(
      window: window,
      rect: Rect(
        column: columns.column, row: inner.row, columns: columns.columns, rows: inner.rows))
  }

  /// The tokens a second of whole steps, level from a step's start to its end.
  private func stepsChart(_ window: TimeWindow, rows: Int) -> ChartStack.Part {
    var curves: [Curve] = []
    if let ghost { curves.append(line(of: ghost.state, window, look.chartGhost, .dashed)) }
    curves.append(line(of: live, window, look.chartLine, .line))
    var highest = 0.0
    for curve in curves { for point in curve.points { highest = max(highest, point.y) } }
    var title = StyledText("━ ", Style(look.chartLine.stops[0]))
    title.append("tok/s of each whole \(scenario.isServing ? "record" : "step")", look.muted)
    if let ghost {
      title.append("   ╌ ", look.ghost)
      title.append("ghost, \(ghost.title)", look.muted)
    }
    return ChartStack.Part(
      title: title, curves: curves, scale: ChartStack.scale(to: highest, rows: rows),
      crosshair: ghost.map { Chart.Crosshair(x: $0.since.seconds, style: look.ghost.dim) })
  }

  /// A quantity over time as an area.
  private func chart(
    of series: Telemetry.Series, now: Double, _ name: String, _ window: TimeWindow, _ rect: Rect,
    _ rows: Int
  ) -> ChartStack.Part {
    let columns = max(1, rect.columns - ChartStack.marginColumns)
    let values = series.sampled(window, count: columns, now: live.now.seconds, current: now)
    var peak = 0.0
    for value in values where value > peak { peak = value }
    var title = StyledText("█ ", Style(look.chartArea.stops[look.chartArea.stops.count - 1]))
    title.append(name, look.muted)
    title.append("   now ", look.muted)
    title.append(Figure.compact(now).trimmed, look.text)
    title.append("   peak ", look.muted)
    title.append(Figure.compact(peak).trimmed, look.text)
    return ChartStack.Part(
      title: title, values: values, scale: ChartStack.scale(to: peak, rows: rows))
  }

  private var throughputNote: StyledText {
    if let moment = timeView.crosshair { return throughputNote(at: moment) }
    guard let comparison = ghost?.comparison else {
      guard let last = live.steps.last else { return StyledText() }
      var text = StyledText(Figure.compact(last.tokensPerSecond).trimmed, look.strong)
      text.append(" tok/s", look.muted)
      if ghost != nil { text.append(" · ghost: no step yet", look.ghost) }
      return text
    }
    // Both over the same steps, so that the figures bear the difference out.
    var text = StyledText(Figure.compact(comparison.live).trimmed, look.strong)
    text.append(" tok/s", look.muted)
    text.append(" · ghost ", look.ghost)
    text.append(Figure.compact(comparison.ghost).trimmed, look.ghost)
    text.append(" \(Figure.change(comparison.gain))", look.style(ofChange: comparison.gain))
    text.append(" after \(steps(comparison.steps))", look.muted)
    return text
  }

  /// What the step of a moment came to, live and in the ghost.
  private func throughputNote(at moment: Double) -> StyledText {
    func rate(_ state: ClusterState) -> String {
      let step = state.steps.last { $0.start.seconds <= moment && moment < $0.end.seconds }
      return step.map { "\(Figure.compact($0.tokensPerSecond).trimmed) tok/s" } ?? "in a step"
    }
    var text = StyledText("at \(Figure.shortClock(moment)) ", look.accent)
    text.append(rate(live), look.strong)
    guard let ghost else { return text }
    text.append(" · ghost ", look.ghost)
    text.append(rate(ghost.state), look.ghost)
    return text
  }

  /// The rate of each step, level from its start to its end.
  func line(
    of state: ClusterState, _ window: TimeWindow, _ ramp: Ramp, _ form: Curve.Form
  ) -> Curve {
    var points: [Curve.Point] = []
    for step in state.steps.reversed() {
      if step.end.seconds < window.start { break }
      points.append(Curve.Point(step.end.seconds, step.tokensPerSecond))
      points.append(Curve.Point(step.start.seconds, step.tokensPerSecond))
    }
    points.reverse()
    return Curve(points, form: form, ramp: ramp)
  }
}
