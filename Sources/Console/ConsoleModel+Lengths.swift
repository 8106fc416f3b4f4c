import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws how many samples ended at which length: the tail of the rollout.
  func drawLengths(in rect: Rect, on canvas: inout Canvas) {
    guard rect.rows >= 4, rect.columns >= 24 else { return }
    let isCurrent = live.lengths.samples > 0
    let lengths = isCurrent ? live.lengths : live.lastLengths ?? live.lengths
    let parts = rect.splitRows([.fixed(1), .fixed(1), .share(), .fixed(1)])
    var title = StyledText("sample lengths ", look.text)
    title.append(
      isCurrent
        ? "· ended since step \(live.stepsEnded + 1) began" : "· ended in step \(live.stepsEnded)",
      look.muted)
    rule(title, in: parts[0], on: &canvas)
    canvas.write(
      figures(of: lengths).shortened(to: rect.columns, at: "  "), at: parts[1].origin,
      width: rect.columns)
    guard lengths.samples > 0 else { return }
    let label = 7
    let plot = parts[2].split(left: label).rest
    let bins = Self.bins(of: lengths, columns: plot.columns)
    let most = ChartStack.scale(to: bins.max() ?? 1, rows: plot.rows).upper
    canvas.write(
      Figure.compact(most).trimmed, at: parts[2].origin, style: look.faint, width: label - 1,
      alignment: .trailing)
    if parts[2].rows > 1 {
      canvas.write(
        "0", at: Position(column: rect.column, row: parts[2].endRow - 1), style: look.faint,
        width: label - 1, alignment: .trailing)
    }
    // One sample is an eighth of a row at least: the tail is what one looks for.
    let least = most / Double(plot.rows * 8)
    let columns = (0..<plot.columns).map { column in
      let bin = bins[column * bins.count / plot.columns]
      return bin > 0 ? max(bin, least) : 0
    }
    canvas.sparkline(columns, in: plot, range: 0...most, ramp: look.chartArea)
    drawLengthAxis(lengths, in: parts[3], from: plot.column, width: plot.columns, on: &canvas)
  }

  private func drawLengthAxis(
    _ lengths: LengthHistogram, in rect: Rect, from start: Int, width: Int,
    on canvas: inout Canvas
  ) {
    canvas.write("tokens", at: rect.origin, style: look.faint)
    let cap = lengths.width * LengthHistogram.binCount
    var free = rect.column + 7
    for quarter in 0...4 {
      let text = quarter == 0 ? "0" : Figure.compact(Double(cap * quarter / 4)).trimmed
      let column =
        quarter == 0
        ? start : min(start + width * quarter / 4 - text.count / 2, start + width - text.count)
      guard column >= free || quarter == 0 else { continue }
      free =
        canvas.write(text, at: Position(column: column, row: rect.row), style: look.faint)
        .column + 2
    }
  }

  private func figures(of lengths: LengthHistogram) -> StyledText {
    var text = StyledText()
    let figures: [(String, Double)] = [
      ("samples", Double(lengths.samples)), ("mean", lengths.mean),
      ("p50", Double(lengths.quantile(0.5))), ("p95", Double(lengths.quantile(0.95))),
      ("longest", Double(lengths.longest)),
    ]
    for (name, value) in figures {
      text.append("\(text.spans.isEmpty ? "" : "  ")\(name) ", look.muted)
      text.append(Figure.compact(value).trimmed, look.text)
    }
    return text
  }

  /// The counts, neighbours merged where there are more bins than columns.
  private static func bins(of lengths: LengthHistogram, columns: Int) -> [Double] {
    let count = LengthHistogram.binCount
    var merged = 1
    while count / merged > max(1, columns) { merged *= 2 }
    return (0..<count / merged).map { bin in
      Double(lengths.counts[bin * merged..<(bin + 1) * merged].reduce(0, +))
    }
  }

  /// Draws how many versions behind the samples were that the last steps learned from.
  func drawStaleness(in rect: Rect, on canvas: inout Canvas) {
    guard rect.rows >= 3, rect.columns >= 24 else { return }
    let recent = live.steps.suffix(8)
    var title = StyledText("staleness ", look.text)
    title.append("· samples learned from · last \(steps(recent.count))", look.muted)
    rule(title, in: rect.split(top: 1).top, on: &canvas)
    let bound = scenario.policy.stalenessBound
    let ages = max(recent.map(\.staleness.count).max() ?? 0, bound + 1)
    let counts = (0..<ages).map { age in
      recent.reduce(0) { $0 + (age < $1.staleness.count ? $1.staleness[age] : 0) }
    }
    let whole = max(1, counts.reduce(0, +))
    for age in 0..<min(ages, rect.rows - 1) {
      let place = Position(column: rect.column, row: rect.row + 1 + age)
      canvas.write(
        "\(age)", at: place, style: age <= bound ? look.text : look.bad, width: 3,
        alignment: .trailing)
      canvas.write(
        "behind",
        at: place.moved(columns: 4), style: look.faint, width: 7, ellipsis: false)
      let share = Double(counts[age]) / Double(whole)
      canvas.write(
        Figure.count(counts[age], 7), at: place.moved(columns: 11),
        style: counts[age] == 0 ? look.faint : look.text)
      canvas.write(
        Figure.percent(share), at: place.moved(columns: 19),
        style: counts[age] == 0 ? look.faint : look.strong)
      let bar = rect.columns - 26
      guard bar >= 4 else { continue }
      drawMeter(
        share, at: place.moved(columns: 26), width: bar, Style(look.colour(Phase.update)),
        on: &canvas)
    }
  }

  /// Draws how many samples each data-parallel rank writes: a row a replica, its fullest rank first.
  ///
  /// In that order the balance of a replica is seen at a glance, and few cells change from frame to frame.
  func drawRanks(in rect: Rect, on canvas: inout Canvas) {
    let replicas = live.replicas
    let ranks = replicas.map(\.ranks.count).max() ?? 0
    // Of the fullest, so that shades stay as they are while all ranks end together.
    let most = replicas.reduce(0) { max($0, $1.ranks.reduce(0) { max($0, $1.running) }) }
    guard rect.rows >= 4, ranks > 0, most > 0 else { return }
    let parts = rect.split(top: 1)
    var title = StyledText("ranks ", look.text)
    title.append("· samples, 0 ", look.muted)
    for share in [0.25, 0.5, 0.75, 1] {
      title.append("█", Style(look.heat.colour(at: share)))
    }
    title.append(" \(most)", look.muted)
    title.append(" · a row a replica · its fullest first", look.muted)
    rule(title, in: parts.top, on: &canvas)
    let running = replicas.map { $0.ranks.map(\.running).sorted(by: >) }
    let matrix = HeatMatrix(rows: replicas.count, columns: ranks) { row, column in
      guard column < running[row].count else { return .nan }
      // In steps, so that not every sample that ends changes a cell.
      let share = Double(running[row][column]) / Double(most)
      return (share * Double(Look.shades)).rounded(.up) / Double(Look.shades)
    }
    // Squares, as large as the room allows.
    let rows = min(4, max(1, parts.rest.rows / max(1, replicas.count)))
    let columns = min(rows * 2, max(1, parts.rest.columns / ranks))
    canvas.draw(
      matrix, in: parts.rest, ramp: look.heat, cellColumns: columns, cellRows: rows,
      isSpaced: true)
  }
}
