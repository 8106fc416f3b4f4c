import Canvas
import Exploration
import Quantities
import Specification

extension ConsoleModel {
  /// Draws what turning each knob would do, best first.
  func drawAdvisor(in rect: Rect, on canvas: inout Canvas) {
    guard let advice else {
      let inner = frame(.advisor, in: rect, on: &canvas)
      var text = StyledText("\(Panel.advisor.key) ", look.key)
      text.append("turns every knob in a copy of the run and ranks them", look.muted)
      canvas.write(text, at: inner.origin, width: inner.columns)
      return
    }
    var note = StyledText("asked at \(Figure.clock(advice.time.seconds))", look.text)
    note.append(" · over \(steps(advice.steps))", look.muted)
    let isAlone = (zoomed ?? focus) == .advisor
    let inner = frame(
      .advisor, in: rect, note: note, footer: isAlone ? advisorKeys : StyledText(), on: &canvas)
    canvas.write(summary(of: advice), at: inner.origin, width: inner.columns)
    let (table, first) = advisedPlace(advice, in: inner)
    let selected = min(scrolls[Panel.advisor.rawValue], max(0, advice.entries.count - 1))
    let most = advice.entries.compactMap { advice.gain(of: $0)?.magnitude }.max() ?? 0
    for row in 0..<min(table.rows, advice.entries.count - first) {
      draw(
        advice.entries[first + row], of: advice, most: most,
        isSelected: isAlone && first + row == selected,
        in: Rect(column: table.column, row: table.row + row, columns: table.columns, rows: 1),
        on: &canvas)
    }
  }

  /// Where the lines are, and the first of them: the selected one stays in sight.
  private func advisedPlace(_ advice: Advice, in inner: Rect) -> (table: Rect, first: Int) {
    let rest = inner.split(top: 1).rest
    let table = rest.split(top: rest.rows > advice.entries.count ? 1 : 0).rest
    let selected = min(scrolls[Panel.advisor.rawValue], max(0, advice.entries.count - 1))
    return (table, max(0, min(selected - table.rows / 2, advice.entries.count - table.rows)))
  }

  /// The line of the panel at a row; `nil` beside them.
  func advisedLine(at row: Int, in rect: Rect) -> Int? {
    guard let advice else { return nil }
    let place = advisedPlace(advice, in: rect.inset(columns: 2, rows: 1))
    let index = place.first + row - place.table.row
    return place.table.rowRange.contains(row) && index < advice.entries.count ? index : nil
  }

  private var advisorKeys: StyledText {
    var text = StyledText("↑↓ ", look.key)
    text.append("select  ", look.muted)
    text.append("\(KeyTable.key(for: .detail)) ", look.key)
    text.append("turns it", look.muted)
    return text
  }

  private func summary(of advice: Advice) -> StyledText {
    let progress = advice.progress
    var text = StyledText("as it is ", look.muted)
    text.append(
      advice.baseline.map { Figure.compact($0, "tok/s") } ?? "…", look.strong)
    text.append("  the step under way left out", look.faint)
    if !advice.isDone {
      text.append("  \(progress.done) of \(progress.all) runs done", look.warning)
    } else if advice.entries.first.flatMap({ advice.gain(of: $0) }).map({ $0 <= 0.005 }) ?? true {
      text.append("  no knob helps", look.muted)
    }
    return text
  }

  private func draw(
    _ entry: Advice.Entry, of advice: Advice, most: Double, isSelected: Bool, in rect: Rect,
    on canvas: inout Canvas
  ) {
    let names = 24
    canvas.write(
      isSelected ? "▸" : " ", at: rect.origin, style: look.accent)
    canvas.write(
      entry.knob.description, at: rect.origin.moved(columns: 2),
      style: isSelected ? look.accent : look.text, width: names)
    let place = rect.origin.moved(columns: names + 3)
    let width = max(0, rect.endColumn - place.column)
    switch entry.outcome {
    case .pending: canvas.write("…", at: place, style: look.muted, width: width)
    case .refused(let reason): canvas.write(reason, at: place, style: look.faint, width: width)
    case .measured(let rate):
      guard let gain = advice.gain(of: entry) else { return }
      let style = look.style(ofChange: gain)
      canvas.write(Figure.change(gain), at: place, style: style, width: width)
      canvas.write(
        Figure.compact(rate, "tok/s"), at: place.moved(columns: 8), style: look.text,
        width: max(0, width - 8))
      let price = priceText(of: entry, in: advice)
      let bar = width - 22 - Self.priceColumns
      canvas.write(price, at: place.moved(columns: 22), width: max(0, width - 22))
      guard bar >= 8, most > 0 else { return }
      drawMeter(
        gain.magnitude / most, at: place.moved(columns: 22 + Self.priceColumns),
        width: min(bar, 40), style, on: &canvas)
    }
  }

  private static let priceColumns = 28

  /// What the knob costs beside time, where that changes: versions behind, and memory left free.
  private func priceText(of entry: Advice.Entry, in advice: Advice) -> StyledText {
    var text = StyledText()
    guard let price = entry.price, let usual = advice.price else { return text }
    let stale = price.staleness - usual.staleness
    let free = price.headroom - usual.headroom
    func part(_ name: String, _ value: Double, _ figure: String, isWorse: Bool) {
      text.append("\(name) ", look.muted)
      text.append("\(value < 0 ? "−" : "+")\(figure)", isWorse ? look.warning : look.good)
      text.append("  ", look.text)
    }
    if stale.magnitude >= 0.005 {
      part("stale", stale, stale.magnitude.fixed(2), isWorse: stale > 0)
    }
    let gib = free.gibibytes
    if gib.magnitude >= 0.05 {
      part("free", gib, "\(gib.magnitude.fixed(1)) GiB", isWorse: gib < 0)
    }
    return text
  }
}
