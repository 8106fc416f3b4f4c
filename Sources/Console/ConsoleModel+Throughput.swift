import Canvas
import Exploration
import Quantities
import Telemetry

extension ConsoleModel {
  /// Draws tokens a second: of whole steps as a line, of writing as an area, of the ghost as a line.
  ///
  /// - Returns: where the curves are.
  @discardableResult
  func drawThroughput(in rect: Rect, on canvas: inout Canvas) -> Rect {
    let inner = frame(.throughput, in: rect, note: throughputNote, on: &canvas)
    let isRoomy = inner.rows >= 6
    let parts = inner.split(bottom: isRoomy ? 1 : 0)
    let window = window(steps: max(3, Double(inner.columns) / 9))
    var lines: [Curve] = []
    if let ghost { lines.append(line(of: ghost.state, window, look.chartGhost, .dashed)) }
    lines.append(line(of: live, window, look.chartLine, .line))
    // As long as no step has ended there are no lines, and the axis is that of writing.
    let hasLines = lines.contains { !$0.points.isEmpty }
    let scale =
      hasLines
      ? Self.scale(over: lines, rows: inner.rows)
      : Self.scale(
        over: [writing(window, count: max(1, inner.columns - 7) * 2, height: nil).curve],
        rows: inner.rows)
    let written = writing(
      window, count: max(1, inner.columns - 7) * 2, height: hasLines ? scale.upper : nil)
    var chart = Chart([written.curve] + lines, window: window.range, scale: scale, axis: look.faint)
    chart.grid = look.track
    if inner.rows >= 5 {
      chart.marks = window.marks(columns: inner.columns, every: 16).map {
        Chart.Mark($0, Figure.shortClock($0))
      }
    }
    if let ghost {
      chart.crosshair = Chart.Crosshair(x: ghost.since.seconds, style: look.ghost.dim)
    }
    let plot = canvas.draw(chart, in: parts.rest)
    drawCrosshair(window, in: plot, on: &canvas)
    if isRoomy { drawKey(in: parts.bottom, peak: written.peak, on: &canvas) }
    return plot
  }

  /// A scale from zero to the next round number, with more ticks where there is room.
  private static func scale(over curves: [Curve], rows: Int) -> AxisScale {
    var highest = 0.0
    for curve in curves {
      for point in curve.points where point.y > highest { highest = point.y }
    }
    guard highest > 0 else { return AxisScale(0, 1, step: 1) }
    var power = 1.0
    while power * 10 <= highest { power *= 10 }
    while power > highest { power /= 10 }
    let tops: [(top: Double, step: Double)] = [
      (1.2, 0.4), (1.5, 0.5), (2, 0.5), (2.5, 0.5), (3, 1), (4, 1), (5, 1), (6, 2), (8, 2),
      (10, 2),
    ]
    let scale = tops.first { $0.top * power >= highest } ?? (10, 2)
    let step = scale.step * power
    return AxisScale(0, scale.top * power, step: rows >= 8 ? step : scale.top * power / 2)
  }

  private var throughputNote: StyledText {
    if let moment = timeView.crosshair { return throughputNote(at: moment) }
    guard let comparison = ghost?.comparison else {
      guard let last = live.steps.last else { return StyledText() }
      var text = StyledText(Figure.compact(last.tokensPerSecond).trimmed, look.strong)
      text.append(" tok/s", look.muted)
      if ghost != nil { text.append(" · ghost …", look.ghost) }
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
      return step.map { Figure.compact($0.tokensPerSecond).trimmed } ?? "no step ended"
    }
    var text = StyledText("at \(Figure.shortClock(moment)) ", look.accent)
    text.append(rate(live), look.strong)
    text.append(" tok/s", look.muted)
    guard let ghost else { return text }
    text.append(" · ghost ", look.ghost)
    text.append(rate(ghost.state), look.ghost)
    return text
  }

  private func drawKey(in rect: Rect, peak: Double, on canvas: inout Canvas) {
    var text = StyledText("━ ", Style(look.chartLine.stops[0]))
    text.append(rect.columns >= 100 ? "each step's tokens over its seconds" : "steps", look.muted)
    if let ghost {
      text.append("  ╌ ", look.ghost)
      text.append("ghost, \(ghost.title)", look.muted)
    }
    text.append("  ▒ ", Style(look.chartArea.stops[0]))
    text.append("writing, up to \(Figure.compact(peak).trimmed) tok/s", look.muted)
    canvas.write(text, at: rect.origin, width: rect.columns)
  }

  /// The rate of writing, one point a column of dots.
  ///
  /// While samples are written the rate is many times that of whole steps. The area has a scale of its
  /// own, its peak as high as the chart, or else the lines would lie flat at the bottom. Without a
  /// height it keeps to tokens a second.
  private func writing(
    _ window: TimeWindow, count: Int, height: Double?
  ) -> (curve: Curve, peak: Double) {
    let values = live.generation.sampled(
      window, count: count, now: live.now.seconds, current: live.generationNow)
    var peak = 0.0
    for value in values where value > peak { peak = value }
    let step = window.length / Double(count)
    let scale = height.map { peak > 0 ? $0 / peak : 0 } ?? 1
    let points = values.enumerated().map {
      Curve.Point(window.start + (Double($0.offset) + 0.5) * step, $0.element * scale)
    }
    return (Curve(points, form: .area, ramp: look.chartArea), peak)
  }

  /// The rate of each step, level from its start to its end.
  private func line(
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
