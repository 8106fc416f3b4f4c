import Canvas

/// Charts over one window of time, one below the other, each with its own axis and unit.
struct ChartStack {
  /// One of them.
  struct Part {
    /// What it shows, and in what unit.
    var title: StyledText
    var curves: [Curve] = []
    /// A value for each column, drawn as an area.
    var values: [Double] = []
    var scale: AxisScale
    var crosshair: Chart.Crosshair?
  }

  /// The charts, the most telling first.
  var parts: [Part]
  let window: TimeWindow
  let look: Look

  /// Columns of the labels at the left, the same for all charts whatever they say.
  static let marginColumns = 7

  /// How many charts fit into so many rows: the first takes twice what the others take.
  static func count(rows: Int, of all: Int) -> Int {
    min(all, rows < 11 ? 1 : rows < 20 ? 2 : rows < 30 ? 3 : 4)
  }

  /// Draws as many as fit, times below the last, and returns where their curves are.
  func draw(in rect: Rect, on canvas: inout Canvas) -> [Rect] {
    var plots: [Rect] = []
    let shown = parts.prefix(Self.count(rows: rect.rows, of: parts.count))
    let hasTimes = rect.rows >= 6
    let places = rect.split(bottom: hasTimes ? 1 : 0).rest.splitRows(
      shown.indices.map { .share($0 == 0 && shown.count > 1 ? 2 : 1) })
    for (index, (part, place)) in zip(shown, places).enumerated() {
      let rows = place.split(top: place.rows > 3 ? 1 : 0)
      canvas.write(part.title, at: rows.top.origin, width: rows.top.columns)
      var chart = Chart(
        part.curves, window: window.range, scale: part.scale, axis: look.faint)
      chart.grid = look.track
      chart.crosshair = part.crosshair
      chart.tickLabels = part.scale.ticks.map {
        let text = $0 == 0 ? "0" : part.scale.label(for: $0)
        return String(repeating: " ", count: max(0, Self.marginColumns - 1 - text.count)) + text
      }
      var area = rows.rest
      if index == shown.count - 1, hasTimes {
        chart.marks = window.marks(columns: rect.columns, every: 16).map {
          Chart.Mark($0, Figure.shortClock($0))
        }
        area = Rect(
          column: area.column, row: area.row, columns: area.columns, rows: area.rows + 1)
      }
      let plot = canvas.draw(chart, in: area)
      plots.append(plot)
      if !part.values.isEmpty {
        canvas.sparkline(
          part.values, in: plot, range: part.scale.lower...part.scale.upper,
          ramp: look.chartArea)
      }
    }
    return plots
  }

  /// A scale from zero to the next round number, with more ticks where there is room.
  static func scale(to highest: Double, rows: Int) -> AxisScale {
    guard highest > 0, highest.isFinite else { return AxisScale(0, 1, step: 1) }
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
}
