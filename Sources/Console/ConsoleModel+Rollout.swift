import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws a line for each inference engine, and where there is room how long the samples are.
  func drawRollout(in rect: Rect, on canvas: inout Canvas) {
    let replicas = live.replicas
    var note = StyledText("\(replicas.count)", look.text)
    note.append(" × \(scenario.rollout.diesPerReplica) dies", look.muted)
    let room = max(0, rect.rows - 2)
    let hasLengths = room >= 14
    let wanted = min(replicas.count + 1, hasLengths ? max(5, room - 9) : room)
    let shown = max(0, wanted - 1)
    let first = firstReplica(rows: shown)
    if shown < replicas.count {
      note.append(
        " · \(first)–\(min(replicas.count, first + shown) - 1) of \(replicas.count)", look.warning)
    }
    let inner = frame(.rollout, in: rect, note: note, on: &canvas)
    guard !replicas.isEmpty else {
      canvas.write("none runs", at: inner.origin, style: look.muted)
      return
    }
    let parts = inner.split(top: wanted)
    drawReplicaTable(from: first, in: parts.top, on: &canvas)
    guard hasLengths else { return }
    let below = parts.rest.split(top: parts.rest.rows > 9 ? 1 : 0).rest
    let halves =
      below.columns >= 74 ? below.splitColumns([.share(3), .share(2)], gap: 3) : [below]
    drawLengths(in: halves[0], on: &canvas)
    guard halves.count > 1 else { return }
    let ages = scenario.policy.stalenessBound + 3
    let right = halves[1].rows >= ages + 6 ? halves[1].split(top: ages) : (halves[1], .zero)
    drawStaleness(in: right.0, on: &canvas)
    drawRanks(in: right.1, on: &canvas)
  }

  /// The first replica that so many rows show: around the selected one.
  private func firstReplica(rows: Int) -> Int {
    max(0, min(scrolls[Panel.rollout.rawValue] - rows / 2, live.replicas.count - rows))
  }

  /// The replica at a row of the panel.
  func replica(at row: Int, in rect: Rect) -> Int? {
    let room = max(0, rect.rows - 2)
    let wanted = min(live.replicas.count + 1, room >= 14 ? max(5, room - 9) : room)
    let line = row - rect.row - 2
    guard (0..<wanted - 1).contains(line) else { return nil }
    let index = firstReplica(rows: wanted - 1) + line
    return index < live.replicas.count ? index : nil
  }

  private func drawReplicaTable(from first: Int, in rect: Rect, on canvas: inout Canvas) {
    let columns = ReplicaColumns(rect)
    columns.drawHead(row: rect.row, style: look.faint, on: &canvas)
    let most = max(1, live.replicas.lazy.map { $0.running }.max() ?? 1)
    let isActive = (zoomed ?? focus) == .rollout
    for row in 0..<max(0, min(rect.rows - 1, live.replicas.count - first)) {
      if isActive, first + row == scrolls[Panel.rollout.rawValue] {
        canvas.put(
          "▸", at: Position(column: rect.column - 1, row: rect.row + 1 + row), style: look.accent)
      }
      draw(
        live.replicas[first + row], index: first + row, most: most, columns,
        row: rect.row + 1 + row, on: &canvas)
    }
  }

  private func draw(
    _ replica: ReplicaStatus, index: Int, most: Int, _ columns: ReplicaColumns, row: Int,
    on canvas: inout Canvas
  ) {
    let perStep = replica.secondsPerStep > 0 ? replica.secondsPerStep : .nan
    let share =
      replica.cacheCapacity > 0
      ? Double(replica.cacheTokens) / Double(replica.cacheCapacity) : .nan
    let isQuiet = replica.running == 0
    let usual = isQuiet ? look.faint : look.text
    let cells: [(ReplicaColumns.Kind, String, Style)] = [
      (.index, "\(index)", look.muted), (.weights, "v\(replica.version)", look.text),
      (.samples, "\(replica.running)", isQuiet ? look.faint : look.strong),
      (.cache, Figure.percent(share), share > 0.9 ? look.warning : usual),
      (.tokens, Figure.compact(Double(replica.cacheTokens)), usual),
      (.time, Figure.duration(perStep), usual),
      (.rate, Figure.compact(Double(replica.running) / perStep), usual),
      (.waiting, "\(replica.waiting)", replica.waiting > 0 ? look.warning : look.faint),
    ]
    for (kind, text, style) in cells {
      guard let place = columns.place(of: kind) else { continue }
      canvas.write(
        text, at: Position(column: place.lowerBound, row: row), style: style, width: place.count,
        alignment: .trailing)
    }
    let meters: [(ReplicaColumns.Kind, Double, Phase)] = [
      (.sampleMeter, Double(replica.running) / Double(most), .rollout),
      (.cacheMeter, share.isFinite ? share : 0, MemoryKind.cache.phase),
    ]
    for (kind, share, phase) in meters {
      guard let place = columns.place(of: kind) else { continue }
      drawMeter(
        share, at: Position(column: place.lowerBound + 1, row: row), width: place.count - 1,
        Style(look.colour(phase)), on: &canvas)
    }
  }
}
