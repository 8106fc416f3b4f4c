import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws the queue between rollout and training, and how stale what was learned from was.
  func drawQueue(in rect: Rect, on canvas: inout Canvas) {
    let last = live.steps.last
    var note = StyledText()
    if let last {
      if rect.columns >= 60 { note.append("stale ", look.muted) }
      note.append("mean ", look.muted)
      note.append(last.meanStaleness.fixed(2), look.text)
      if rect.columns >= 60 {
        note.append(" max ", look.muted)
        note.append("\(last.maxStaleness)", look.text)
        note.append(" · η \(setting(of: .staleness) ?? 0)", look.muted)
      }
    }
    let inner = frame(.queue, in: rect, note: note, on: &canvas)
    let queue = live.queue
    let wanted = scenario.workload.promptsPerStep
    let whole = Double(max(wanted, queue.inFlight, queue.ready, queue.missing, 1))
    let lines: [(String, Int, Style)] = [
      ("in flight", queue.inFlight, Style(look.colour(.rollout))),
      ("ready", queue.ready, Style(look.colour(Phase.update))),
      ("missing", queue.missing, look.warning),
    ]
    for (row, line) in lines.enumerated() where row < inner.rows {
      let place = inner.origin.moved(rows: row)
      canvas.write(line.0, at: place, style: look.text)
      canvas.write(
        Figure.count(line.1, 6), at: place.moved(columns: 10), style: look.strong)
      canvas.write(row == 0 ? " groups" : "", at: place.moved(columns: 16), style: look.faint)
      let bar = inner.columns - 25
      guard bar > 3 else { continue }
      drawMeter(
        Double(line.1) / whole, at: place.moved(columns: 25), width: bar, line.2, on: &canvas)
    }
    let hasAir = inner.rows >= 8
    drawAges(in: inner.split(top: hasAir ? 4 : 3).rest, last, on: &canvas)
  }

  /// Draws, by versions behind, the groups in the queue and the samples last learned from.
  private func drawAges(in rect: Rect, _ last: StepRecord?, on canvas: inout Canvas) {
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
    let count = max(ages.count, learned.count, bound + 1)
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
