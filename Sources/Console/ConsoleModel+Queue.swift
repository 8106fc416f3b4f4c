import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws the queue between rollout and training, and how stale what was learned from was.
  ///
  /// - Returns: where groups are drawn over time; `nil` where there is no room for that.
  @discardableResult
  func drawQueue(in rect: Rect, on canvas: inout Canvas) -> TimePlot? {
    guard !scenario.isServing else {
      drawRequests(in: rect, on: &canvas)
      return nil
    }
    let last = live.steps.last
    var note = StyledText()
    if let last {
      if rect.columns >= 60 { note.append("stale ", look.muted) }
      if rect.columns >= 40 { note.append("mean ", look.muted) }
      note.append(last.meanStaleness.fixed(2), look.text)
      if rect.columns >= 60 {
        note.append(" max ", look.muted)
        note.append("\(last.maxStaleness)", look.text)
        note.append(" · η \(setting(of: .staleness) ?? 0)", look.muted)
      }
    }
    let inner = frame(.queue, in: rect, note: note, on: &canvas)
    let ages = max(
      live.queue.ages.count, last?.staleness.count ?? 0, (setting(of: .staleness) ?? 0) + 1)
    let table: Rect
    if inner.rows >= 4 + ages {
      drawCounts(in: inner, on: &canvas)
      table = inner.split(top: inner.rows > 4 + ages ? 4 : 3).rest
    } else {
      canvas.write(
        countsText(isShort: inner.columns < 50), at: inner.origin, width: inner.columns)
      table = inner.split(top: 1).rest
    }
    let hasChart = table.rows >= ages + 8
    let parts = table.split(top: hasChart ? ages + 2 : table.rows)
    drawAges(ages, in: parts.top, last, on: &canvas)
    return hasChart ? drawQueueOverTime(in: parts.rest, on: &canvas) : nil
  }

  /// Draws the groups that are ready and those in flight, over time.
  private func drawQueueOverTime(in rect: Rect, on canvas: inout Canvas) -> TimePlot? {
    let highest =
      zip(
        live.queueOverTime[0].means + [Double(live.queue.ready)],
        live.queueOverTime[1].means + [Double(live.queue.inFlight)]
      ).lazy.map { $0 + $1 }.max() ?? 1
    let top = ChartStack.scale(to: max(1, highest), rows: rect.rows).upper
    var title = StyledText("groups  ", look.muted)
    let kinds: [(name: String, letter: Glyph, style: Style)] = [
      ("ready", "r", Style(look.colour(Phase.update))),
      ("in flight", "f", Style(look.colour(Phase.rollout))),
    ]
    for kind in kinds {
      title.append(look.usesLetters ? kind.letter.text : "■", kind.style)
      title.append(" \(kind.name)  ", look.muted)
    }
    return drawStack(
      StackLayers(
        title: title, series: live.queueOverTime,
        parts: kinds.map { Canvas.StackPart($0.style, fill: look.usesLetters ? $0.letter : nil) },
        whole: top, top: top), in: rect, on: &canvas)
  }

  private var counts: [(name: String, count: Int, style: Style)] {
    [
      ("in flight", live.queue.inFlight, Style(look.colour(Phase.rollout))),
      ("ready", live.queue.ready, Style(look.colour(Phase.update))),
      ("missing", live.queue.missing, look.warning),
    ]
  }

  /// The groups in the queue in one line, for where rows are few.
  private func countsText(isShort: Bool) -> StyledText {
    var text = StyledText()
    if isShort {
      for (line, name) in zip(counts, ["flight", "ready", "miss"]) {
        text.append("\(name) ", line.style)
        text.append("\(Figure.count(line.count, 4)) ", look.strong)
      }
      return text
    }
    text.append("groups", look.muted)
    for line in counts {
      text.append("  ■ ", line.style)
      text.append("\(line.name) ", look.text)
      text.append(Figure.count(line.count, 5), look.strong)
    }
    return text
  }

  private func drawCounts(in rect: Rect, on canvas: inout Canvas) {
    let wanted = scenario.workload.promptsPerStep
    let whole = Double(max(wanted, counts.map(\.count).max() ?? 0, 1))
    for (row, line) in counts.enumerated() {
      let place = rect.origin.moved(rows: row)
      canvas.write(line.name, at: place, style: look.text)
      canvas.write(
        Figure.count(line.count, 6), at: place.moved(columns: 10), style: look.strong)
      canvas.write(row == 0 ? " groups" : "", at: place.moved(columns: 16), style: look.faint)
      let bar = rect.columns - 25
      guard bar > 3 else { continue }
      drawMeter(
        Double(line.count) / whole, at: place.moved(columns: 25), width: bar, line.style,
        on: &canvas)
    }
  }

  /// Draws, by versions behind, the groups in the queue and the samples last learned from.
  private func drawAges(
    _ count: Int, in rect: Rect, _ last: StepRecord?, on canvas: inout Canvas
  ) {
    let learned = last?.staleness ?? []
    let ages = live.queue.ages
    let halves = rect.split(left: 8).rest.splitColumns([.share(), .share()], gap: 2)
    guard rect.rows > 1, halves[0].columns >= 12 else { return }
    canvas.write("behind", at: rect.origin, style: look.faint)
    let isWide = halves[1].columns >= 20
    canvas.write(
      isWide ? "groups queued" : "groups", at: halves[0].origin, style: look.faint,
      width: halves[0].columns)
    canvas.write(
      isWide ? "samples learned from" : "learned from", at: halves[1].origin, style: look.faint,
      width: halves[1].columns)
    let bound = setting(of: .staleness) ?? 0
    for age in 0..<min(count, rect.rows - 1) {
      let row = rect.row + 1 + age
      canvas.write(
        "\(age)", at: Position(column: rect.column, row: row),
        style: age <= bound ? look.text : look.bad, width: 4, alignment: .trailing)
      let counts = [
        age < ages.count ? ages[age] : 0, age < learned.count ? learned[age] : 0,
      ]
      let wholes = [ages.reduce(0, +), learned.reduce(0, +)]
      for side in 0..<2 {
        let place = Position(column: halves[side].column, row: row)
        let bar = halves[side].columns - 7
        canvas.write(
          Figure.count(counts[side], 6), at: place,
          style: counts[side] == 0 ? look.faint : look.text)
        guard bar > 2 else { continue }
        drawMeter(
          Double(counts[side]) / Double(max(1, wholes[side])), at: place.moved(columns: 7),
          width: bar, Style(look.colour(side == 0 ? Phase.rollout : .update)), on: &canvas)
      }
    }
  }
}
