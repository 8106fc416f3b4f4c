extension Canvas {
  /// Draws a chart and returns the part of the rectangle where the curves are.
  ///
  /// Where there is no room for labels they are left out.
  @discardableResult
  public mutating func draw(_ chart: Chart, in rect: Rect) -> Rect {
    let plot = plotArea(of: chart, in: rect)
    guard !plot.isEmpty else { return plot }
    drawTicks(of: chart, plot: plot, left: rect.column)
    drawMarks(of: chart, below: plot, within: rect)
    drawCurves(of: chart, in: plot)
    if let crosshair = chart.crosshair, let column = chart.column(of: crosshair.x, in: plot) {
      drawCrosshair(crosshair, column: column, in: plot)
    }
    return plot
  }

  private func plotArea(of chart: Chart, in rect: Rect) -> Rect {
    let margin = chart.axis == nil ? 0 : (chart.labels.map(\.columns).max() ?? 0) + 1
    let hasMarks = !chart.marks.isEmpty && rect.rows > 2
    return rect.split(left: margin * 3 > rect.columns ? 0 : margin).rest
      .split(bottom: hasMarks ? 1 : 0).rest
  }

  private mutating func drawTicks(of chart: Chart, plot: Rect, left: Int) {
    for (row, label) in ticks(of: chart, plot: plot) {
      if let grid = chart.grid {
        for column in plot.columnRange {
          put(Glyph("┈"), at: Position(column: column, row: row), style: grid)
        }
      }
      if let axis = chart.axis, plot.column > left {
        write(
          label, at: Position(column: left, row: row), style: axis, width: plot.column - left - 1,
          alignment: .trailing)
      }
    }
  }

  /// Returns the rows of the ticks with their labels, every so many of them if each has no row to
  /// itself.
  private func ticks(of chart: Chart, plot: Rect) -> [(row: Int, label: String)] {
    let all = zip(chart.scale.ticks, chart.labels).filter { value, _ in
      0...1 ~= chart.scale.share(of: value)
    }
    var ticks: [(row: Int, label: String)] = []
    for every in 1...max(1, all.count) {
      ticks = stride(from: 0, to: all.count, by: every).map { index in
        let share = 1 - chart.scale.share(of: all[index].0)
        let dot = Int((share * Double(plot.rows * 4 - 1)).rounded())
        return (plot.row + dot / 4, all[index].1)
      }
      if zip(ticks, ticks.dropFirst()).allSatisfy({ $0.row > $1.row }) { break }
    }
    return ticks
  }

  private mutating func drawMarks(of chart: Chart, below plot: Rect, within rect: Rect) {
    guard let axis = chart.axis, plot.endRow < rect.endRow else { return }
    var free = plot.column
    for mark in chart.marks {
      guard let column = chart.column(of: mark.x, in: plot) else { continue }
      let width = mark.label.columns
      let start = min(max(column - width / 2, plot.column), plot.endColumn - width)
      guard start >= free, width <= plot.columns else { continue }
      write(mark.label, at: Position(column: start, row: plot.endRow), style: axis, width: width)
      free = start + width + 1
    }
  }

  private mutating func drawCurves(of chart: Chart, in plot: Rect) {
    var shown = DotCells(size: plot.size)
    for (index, curve) in chart.curves.enumerated() where curve.form == .area {
      shown.add(curve.dots(in: plot.size, window: chart.window, scale: chart.scale), index, true)
    }
    for (index, curve) in chart.curves.enumerated() where curve.form != .area {
      shown.add(curve.dots(in: plot.size, window: chart.window, scale: chart.scale), index, false)
    }
    for row in 0..<plot.rows {
      let share = (Double(plot.rows - 1 - row) + 0.5) / Double(plot.rows)
      let styles = chart.curves.map { Style($0.ramp.colour(at: share), $0.attributes) }
      for column in 0..<plot.columns {
        let cell = shown.cells[row * plot.columns + column]
        guard cell.dots != 0 else { continue }
        put(
          DotGrid.glyph(for: cell.dots, in: glyphs, isFilled: cell.isFilled),
          at: Position(column: plot.column + column, row: plot.row + row),
          style: styles[cell.owner])
      }
    }
  }

  private mutating func drawCrosshair(
    _ crosshair: Chart.Crosshair, column: Int, in plot: Rect
  ) {
    for row in plot.rowRange {
      let place = Position(column: column, row: row)
      if let under = self[place]?.glyph, under == .space || under == glyphs.nearest(to: "┈") {
        put(Glyph("│"), at: place, style: crosshair.style)
      } else {
        restyle(Rect(at: place, size: Size(columns: 1, rows: 1))) { style in
          style.on(crosshair.style.background)
        }
      }
    }
  }
}
