import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws a line for each inference engine.
  func drawReplicas(in rect: Rect, on canvas: inout Canvas) {
    let replicas = live.replicas
    var note = StyledText("\(replicas.count)", look.text)
    note.append(" × \(scenario.rollout.diesPerReplica) dies", look.muted)
    let inner = frame(.replicas, in: rect, note: note, on: &canvas)
    guard !replicas.isEmpty else {
      canvas.write("none runs", at: inner.origin, style: look.muted)
      return
    }
    let head = "  #   first die  weights  samples  waiting   KV tokens     TPOT        rate"
    canvas.write(head, at: inner.origin, style: look.faint, width: inner.columns)
    let most = max(1, replicas.lazy.map(\.running).max() ?? 1)
    for (index, replica) in replicas.enumerated().prefix(max(0, inner.rows - 1)) {
      let place = inner.origin.moved(rows: index + 1)
      let perStep = replica.secondsPerStep > 0 ? replica.secondsPerStep : .nan
      let rate = Double(replica.running) / perStep
      var text = StyledText(Figure.count(index, 3), look.muted)
      text.append("  \(Figure.count(replica.firstDie, 8))", look.muted)
      text.append("  \("v\(replica.version)".padding(to: 8))", look.text)
      text.append(" \(Figure.count(replica.running, 8))", look.strong)
      text.append(" \(Figure.count(replica.waiting, 8))", look.text)
      text.append("     \(Figure.compact(Double(replica.cacheTokens)))", look.text)
      text.append("  \(Figure.duration(perStep))", look.text)
      text.append(" \(Figure.compact(rate, "tok/s"))", look.text)
      let end = canvas.write(text, at: place, width: inner.columns)
      let bar = inner.endColumn - end.column - 2
      guard bar >= 8 else { continue }
      drawMeter(
        Double(replica.running) / Double(most), at: end.moved(columns: 2), width: bar,
        Style(look.colour(.rollout)), on: &canvas)
    }
    if replicas.count > inner.rows - 1, inner.rows > 1 {
      canvas.write(
        "… \(replicas.count - inner.rows + 2) more",
        at: Position(column: inner.column, row: inner.endRow - 1),
        style: look.muted, width: inner.columns)
    }
  }
}
