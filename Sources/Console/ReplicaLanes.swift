import Canvas
import Quantities
import Telemetry

/// A lane for each replica: the samples it writes, and where it has none while rollout goes on.
struct ReplicaLanes {
  let state: ClusterState
  let window: TimeWindow
  let look: Look

  /// Draws the lanes from a replica on, as many as there are rows for.
  func draw(from first: Int, in rect: Rect, on canvas: inout Canvas) {
    let bars = rect.split(left: TimelineLanes.labelColumns).rest
    guard !bars.isEmpty else { return }
    let open = openColumns(bars.columns)
    let most = max(1, peak)
    for row in 0..<min(rect.rows, max(0, state.replicas.count - first)) {
      let index = first + row
      let running = state.replicas[index].running
      let place = Position(column: rect.column, row: rect.row + row)
      canvas.write("\(index)", at: place, style: look.muted, width: 3, alignment: .trailing)
      canvas.write(
        Figure.count(running, 5), at: place.moved(columns: 4),
        style: running > 0 ? look.text : look.faint)
      let values = state.replicaRunning[index].sampled(
        window, count: bars.columns, now: state.now.seconds, current: Double(running))
      for (column, value) in values.enumerated() where value.isFinite {
        let place = Position(column: bars.column + column, row: rect.row + row)
        if value >= 0.5 {
          canvas.sparkline(
            [max(value, most / 8)], in: Rect(at: place, size: Size(columns: 1, rows: 1)),
            range: 0...most, ramp: look.rollout)
        } else if open[column] {
          canvas.put(Self.gap, at: place, style: look.gap)
        }
      }
    }
  }

  private static let gap: Glyph = "·"

  /// The most samples that any replica writes, ever since the start of what is kept.
  var peak: Double {
    var peak = 0.0
    for series in state.replicaRunning {
      for value in series.means.suffix(Self.looked) where value > peak { peak = value }
    }
    for replica in state.replicas { peak = max(peak, Double(replica.running)) }
    return peak
  }

  /// Buckets of each series that are looked at for the peak.
  private static let looked = 512

  /// For each column, whether rollout goes on somewhere in it.
  private func openColumns(_ count: Int) -> [Bool] {
    var open = Array(repeating: false, count: count)
    for span in state.spans.reversed() where span.role == .rollout {
      let end = (span.end ?? state.now).seconds
      if end < window.start { break }
      let first = max(0, window.column(of: span.start.seconds, columns: count))
      let last = min(count - 1, window.column(of: end, columns: count))
      guard first <= last else { continue }
      for column in first...last { open[column] = true }
    }
    return open
  }
}
