import Canvas
import Quantities
import Specification
import Telemetry

/// Who sends how much to whom.
extension ConsoleModel {
  /// Which layouts, by which strategy, now or the next time.
  func headline(_ facts: ReshardFacts, _ traffic: ReshardTraffic, width: Int) -> StyledText {
    var text = StyledText()
    if facts.arrivedShare == nil { text.append("next ", look.muted) }
    text.append(traffic.layouts, look.strong)
    text.append(" · \(traffic.strategy.rawValue)", look.text)
    if let dies = facts.status?.dies.count, width >= text.columns + 12 {
      text.append(" · \(dies) dies", look.muted)
    }
    return text
  }

  /// The transfer that takes a link longest.
  func slowest(_ traffic: ReshardTraffic, width: Int) -> StyledText? {
    guard let flow = traffic.slowest else { return nil }
    var text = StyledText("slowest", look.muted)
    text.append(" die \(flow.from) → \(flow.to) ", look.strong)
    text.append(Figure.bytes(flow.bytes).trimmed, look.text)
    if width >= text.columns + flow.link.count + 1 { text.append(" \(flow.link)", look.muted) }
    return text
  }

  /// Links in use in one line, the farthest first.
  func linkSummary(_ traffic: ReshardTraffic, width: Int) -> StyledText {
    var text = StyledText("links", look.muted)
    for link in traffic.links.reversed() {
      let figure = " \(Figure.bytes(link.bytes).trimmed)"
      let rest = " \(link.name)"
      guard width >= text.columns + figure.count + rest.count + 1 else { break }
      if link.name != traffic.links.last?.name { text.append(",", look.muted) }
      text.append(figure, look.text)
      text.append(rest, look.muted)
    }
    return text
  }

  /// Links in use, one a line: bytes, dies, and the share of the time that the busiest is at work.
  func linkLines(_ traffic: ReshardTraffic) -> [StyledText] {
    let names = traffic.links.map(\.name.count).max() ?? 0
    return traffic.links.map { link in
      var text = StyledText("links ", look.muted)
      text.append(link.name.leading(names), look.text)
      text.append("  \(Figure.bytes(link.bytes))", look.text)
      text.append("  of\(Figure.count(link.dies, 5)) dies", look.muted)
      let whole = traffic.duration.seconds
      text.append(
        "  busy \(Figure.finePercent(whole > 0 ? link.busiest.seconds / whole : 0).trimmed)",
        look.muted)
      return text
    }
  }

  /// What the strategy costs beside what it must move.
  func costLines(_ traffic: ReshardTraffic) -> [StyledText] {
    var moved = StyledText("needed ", look.muted)
    moved.append(Figure.bytes(traffic.neededBytes).trimmed, look.text)
    moved.append(", moved ", look.muted)
    moved.append(Figure.bytes(traffic.fabricBytes).trimmed, look.text)
    moved.append("; beside the weights ", look.muted)
    moved.append("\(Figure.bytes(traffic.extraMemory).trimmed)", look.text)
    moved.append(" a die", look.muted)
    var time = StyledText("takes ", look.muted)
    time.append(Figure.duration(traffic.duration.seconds).trimmed, look.text)
    time.append("; links alone would take ", look.muted)
    time.append(Figure.duration(traffic.bound.seconds).trimmed, look.text)
    return [moved, time]
  }

  /// Columns that the matrix takes, labels and all; 0 where it would say nothing.
  func matrixColumns(of traffic: ReshardTraffic, in room: Size) -> Int {
    guard room.columns >= 16, room.rows >= 3, !traffic.targets.isEmpty else { return 0 }
    let labels = labelColumns(of: traffic, room.columns)
    let each = min(4, max(1, (room.columns - labels) / traffic.targets.count))
    return max(24, labels + min(room.columns - labels, traffic.targets.count * each))
  }

  private func labelColumns(of traffic: ReshardTraffic, _ width: Int) -> Int {
    let longest = traffic.sources.map(\.count).max() ?? 0
    let short = traffic.sources.map { shortened($0).count }.max() ?? 0
    return (width >= longest + 30 ? longest : short) + 1
  }

  /// A group's name without its kind: "3" for "stage 3".
  private func shortened(_ name: String) -> String {
    name.split(separator: " ").last.map(String.init) ?? name
  }

  /// Draws bytes by source group and target group, while they move those that are still to come.
  func drawMatrix(
    of facts: ReshardFacts, _ traffic: ReshardTraffic, in rect: Rect, on canvas: inout Canvas
  ) {
    let labels = labelColumns(of: traffic, rect.columns)
    let lines = rect.split(top: 1)
    let most = traffic.bytes.joined().max() ?? .zero
    let left = 1 - (facts.arrivedShare ?? 0)
    var head = StyledText(kind(of: traffic.sources), look.faint)
    head.append(" → \(kind(of: traffic.targets))", look.faint)
    // Behind the servers of rollout there may be a column of trainers.
    let ends = traffic.targets.filter { kind(of: [$0]).hasPrefix("server") }
    let span = "\(shortened(ends.first ?? ""))-\(shortened(ends.last ?? ""))"
    head.append(" \(span)", look.faint)
    let scale = "≤\(Figure.bytes(most).trimmed)"
    if rect.columns >= head.columns + scale.count + 2 {
      head.append("  \(scale)", look.faint)
    }
    canvas.write(head, at: rect.origin, width: rect.columns)
    let columns = lines.rest.split(left: labels)
    let cells = columns.rest
    let matrix = HeatMatrix(rows: traffic.sources.count, columns: traffic.targets.count) {
      most > .zero
        ? left * Double(traffic.bytes[$0][$1].count) / Double(most.count) : 0
    }
    let each = max(1, min(4, cells.columns / max(1, matrix.columns)))
    let tall = max(1, min(3, cells.rows / max(1, matrix.rows)))
    let drawn = canvas.draw(
      matrix, in: cells, ramp: look.heat, cellColumns: each, cellRows: tall)
    guard drawn.rows > 0 else { return }
    for row in 0..<drawn.rows {
      let first = row * traffic.sources.count / drawn.rows
      if row > 0, (row - 1) * traffic.sources.count / drawn.rows == first { continue }
      let name = traffic.sources[first]
      canvas.write(
        name.count < labels ? name : shortened(name),
        at: Position(column: rect.column, row: drawn.row + row), style: look.muted,
        width: labels - 1, alignment: .trailing)
    }
  }

  /// What groups are, as in "stage" for "stage 3".
  private func kind(of names: [String]) -> String {
    names.first?.split(separator: " ").first.map(String.init) ?? ""
  }
}
