import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  /// What a stack over time is made of.
  struct StackLayers {
    /// What it shows, and in what unit.
    var title: StyledText
    var series: [Telemetry.Series]
    var parts: [Canvas.StackPart]
    /// What the top of the plot stands for.
    var whole: Double
    /// What stands at the top of the axis; half of it in its middle.
    var top: Double
  }

  /// Draws quantities that add up, over the time that all charts show, with the crosshair.
  func drawStack(_ layers: StackLayers, in rect: Rect, on canvas: inout Canvas) -> TimePlot? {
    let rows = rect.splitRows([.fixed(1), .share(), .fixed(1)])
    rule(layers.title, in: rows[0], on: &canvas)
    let label = 6
    let plot = rows[1].split(left: label).rest
    guard !plot.isEmpty else { return nil }
    let window = window(steps: max(3, Double(plot.columns) / 9))
    let now = live.now.seconds
    let samples = layers.series.map {
      $0.sampled(window, count: plot.columns, now: now, current: $0.current)
    }
    canvas.stack(
      (0..<plot.columns).map { column in samples.map { $0[column] } },
      parts: layers.parts, whole: layers.whole, in: plot)
    drawCrosshair(window, in: plot, on: &canvas)
    for (share, row) in [(1.0, plot.row), (0.5, plot.row + plot.rows / 2), (0, plot.endRow - 1)] {
      canvas.write(
        (layers.top * share).fixed(0), at: Position(column: rect.column, row: row),
        style: look.faint, width: label - 1, alignment: .trailing)
    }
    for mark in window.marks(columns: plot.columns, every: 16) {
      let text = Figure.shortClock(mark)
      let column = plot.column + window.column(of: mark, columns: plot.columns)
      guard column + text.count <= plot.endColumn else { continue }
      canvas.write(text, at: Position(column: column, row: rows[2].row), style: look.faint)
    }
    return TimePlot(window: window, rect: plot)
  }
}
