import Canvas
import Quantities
import Telemetry

/// The critical path over the lanes of a timeline: what is not on it is dimmed, what is is underlined.
struct CriticalPathMarks {
  let state: ClusterState
  let window: TimeWindow
  let look: Look

  /// Draws over lanes, which are in the order of the roles.
  func draw(over lanes: [Rect], in bars: Rect, on canvas: inout Canvas) {
    guard !bars.isEmpty else { return }
    var marked = Role.allCases.map { _ in Array(repeating: false, count: bars.columns) }
    for segment in segments {
      guard let role = segment.cause.role else { continue }
      let first = max(0, window.column(of: segment.start.seconds, columns: bars.columns))
      let last = min(
        bars.columns - 1, window.column(of: segment.end.seconds, columns: bars.columns))
      guard first <= last else { continue }
      for column in first...last { marked[Int(role.rawValue)][column] = true }
    }
    for (role, lane) in zip(Role.allCases, lanes) where lane.rows > 0 {
      for column in 0..<bars.columns {
        let cell = Rect(
          column: bars.column + column, row: lane.row, columns: 1, rows: lane.rows)
        if marked[Int(role.rawValue)][column] {
          let foot = Rect(column: cell.column, row: lane.endRow - 1, columns: 1, rows: 1)
          canvas.restyle(foot) { $0.bold.underlined }
        } else {
          canvas.restyle(cell) { style in
            style.colouring(look.track.foreground).on(look.background)
          }
        }
      }
    }
  }

  /// The stretches of all steps that can be seen.
  private var segments: [CriticalPath.Segment] {
    let shown = state.steps.filter { window.shows(from: $0.start.seconds, to: $0.end.seconds) }
    // A path costs a walk over the legs: of very many steps, which would be a blur, the last.
    let steps = shown.suffix(64).map(\.step) + [(state.steps.last?.step ?? 0) + 1]
    return steps.flatMap { CriticalPath(step: $0, of: state)?.segments ?? [] }
  }
}
