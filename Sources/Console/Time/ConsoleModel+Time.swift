import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  /// The latest moment that is known, in seconds: the ghost may be ahead.
  var latestSeconds: Double { max(live.now, ghost?.state.now ?? live.now).seconds }

  /// The stretch that a chart shows: the chosen one, or about so many of the latest steps.
  func window(steps count: Double) -> TimeWindow {
    timeView.chosen
      ?? TimeWindow(steps: count, of: live, now: .seconds(latestSeconds))
  }

  /// The stretch that the timeline shows with so many columns inside of its border.
  func timelineWindow(columns: Int) -> TimeWindow {
    timeView.chosen
      ?? TimeWindow(
        steps: max(2, Double(columns - TimelineLanes.labelColumns) / 30), of: live, now: live.now)
  }

  /// The timeline's window and the columns of its bars, where it is on screen now.
  var timelinePlace: (window: TimeWindow, bars: Rect) {
    let plan = plan()
    let rect =
      plan.panels.first { $0.panel == .timeline }?.rect
      ?? Rect(column: 0, row: 0, columns: size.columns, rows: 8)
    let inner = rect.inset(columns: 2, rows: 1)
    return (
      timelineWindow(columns: inner.columns), inner.split(left: TimelineLanes.labelColumns).rest
    )
  }

  /// Does what an action asks of the time that is shown.
  mutating func show(_ action: Action) {
    let window = timelinePlace.window
    let moment = timeView.crosshair ?? min(live.now.seconds, window.end)
    switch action {
    case .zoomIn, .zoomOut:
      timeView.zoom(in: action == .zoomIn, around: moment, from: window, end: latestSeconds)
    case .panLeft, .panRight:
      timeView.pan(by: action == .panLeft ? -0.25 : 0.25, from: window, end: latestSeconds)
    case .follow: timeView.chosen = nil
    case .crosshair:
      timeView.crosshair = timeView.crosshair == nil ? live.now.seconds : nil
    case .crosshairSet(let time):
      if let time {
        timeView.mark(time.seconds, in: window, end: latestSeconds)
      } else {
        timeView.crosshair = nil
      }
    default: break
    }
  }

  /// Moves the crosshair by columns of the timeline.
  mutating func moveCrosshair(by columns: Int) {
    let (window, bars) = timelinePlace
    let moment = timeView.crosshair ?? live.now.seconds
    let step = window.length / Double(max(1, bars.columns))
    timeView.mark(moment + Double(columns) * step, in: window, end: latestSeconds)
  }

  /// Draws the crosshair through a plot that shows a window.
  func drawCrosshair(_ window: TimeWindow, in plot: Rect, on canvas: inout Canvas) {
    guard let moment = timeView.crosshair, moment >= window.start, moment <= window.end,
      !plot.isEmpty
    else { return }
    let column =
      plot.column + min(window.column(of: moment, columns: plot.columns), plot.columns - 1)
    for row in plot.rowRange {
      let place = Position(column: column, row: row)
      let isBlank = canvas[place].map { $0.glyph == .space } ?? true
      if isBlank {
        canvas.put(Self.crosshairGlyph, at: place, style: look.accent)
      } else {
        canvas.restyle(Rect(column: column, row: row, columns: 1, rows: 1)) { look.selected($0) }
      }
    }
  }

  private static let crosshairGlyph: Glyph = "│"
}
