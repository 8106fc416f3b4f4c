import Canvas
import Quantities
import Telemetry

extension ConsoleModel {
  /// Draws what happened, the latest last.
  func drawLog(in rect: Rect, on canvas: inout Canvas) {
    let inner = frame(.log, in: rect, on: &canvas)
    guard !live.log.isEmpty else {
      canvas.write("nothing to tell yet", at: inner.origin, style: look.muted)
      return
    }
    for (row, entry) in live.log.suffix(inner.rows).enumerated() {
      let place = inner.origin.moved(rows: row)
      canvas.write(Figure.clock(entry.time.seconds), at: place, style: look.faint)
      canvas.write(
        entry.text, at: place.moved(columns: 10), style: look.text,
        width: max(0, inner.columns - 10))
    }
  }
}
