import Canvas

extension ConsoleModel {
  /// The time at a column of the timeline or of a chart over time; `nil` beside their plots.
  func moment(at position: Position, in place: Plan.Place) -> Double? {
    let inner = place.rect.inset(columns: 2, rows: 1)
    guard inner.contains(position) else { return nil }
    switch place.panel {
    case .timeline:
      let (window, bars) = timelinePlace
      return Self.moment(at: position.column, in: bars, of: window)
    case .throughput:
      // The plot's place depends on its labels: it is asked of the drawing itself.
      var scratch = Canvas(size: size, glyphs: glyphs)
      let plot = drawThroughput(in: place.rect, on: &scratch)
      let window = window(steps: max(3, Double(inner.columns) / 9))
      return Self.moment(at: position.column, in: plot, of: window)
    default: return nil
    }
  }

  private static func moment(at column: Int, in plot: Rect, of window: TimeWindow) -> Double? {
    guard plot.columnRange.contains(column) else { return nil }
    let share = (Double(column - plot.column) + 0.5) / Double(plot.columns)
    return window.start + share * window.length
  }

  /// The lane of the timeline at a row.
  func lane(at row: Int, in place: Plan.Place) -> Int? {
    guard place.panel == .timeline else { return nil }
    let rect = timelineParts(of: place.rect.inset(columns: 2, rows: 1)).lanes
    return TimelineLanes.rows(of: rect.split(bottom: 1).rest)
      .firstIndex { $0.rowRange.contains(row) }
  }
}
