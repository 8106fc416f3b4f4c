import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws what fills the memory of all dies together, and of the fullest one.
  func drawMemory(in rect: Rect, on canvas: inout Canvas) {
    let dies = live.memory.count
    let capacity = scenario.cluster.chip.memory
    var sums = Array(repeating: Int64(0), count: MemoryKind.allCases.count)
    var fullest = 0
    for (die, use) in live.memory.enumerated() {
      for kind in MemoryKind.allCases { sums[kind.rawValue] += kind.amount(in: use).count }
      if use.total > live.memory[fullest].total { fullest = die }
    }
    guard dies > 0 else { return }
    func mean(_ kind: MemoryKind) -> Bytes { Bytes(sums[kind.rawValue] / Int64(dies)) }
    let average = MemoryUse(
      weights: mean(.weights), gradients: mean(.gradients), optimizer: mean(.optimizer),
      cache: mean(.cache), activations: mean(.activations), workspace: mean(.workspace))
    var note = StyledText(Figure.bytes(capacity).trimmed, look.text)
    note.append(" a die", look.muted)
    let inner = frame(.memory, in: rect, note: note, on: &canvas)
    for (row, line) in [("mean", average), ("die \(fullest)", live.memory[fullest])].enumerated() {
      guard row < inner.rows else { break }
      let place = inner.origin.moved(rows: row)
      let share = Double(line.1.total.count) / Double(max(1, capacity.count))
      canvas.write(line.0, at: place, style: look.muted, width: 9)
      canvas.draw(
        look.strip(line.1, of: capacity), at: place.moved(columns: 9),
        width: max(0, inner.columns - 15))
      canvas.write(
        Figure.percent(share), at: Position(column: inner.endColumn - 5, row: place.row),
        style: share > 0.97 ? look.warning : look.text)
    }
    let table = inner.split(top: inner.rows > 8 ? 3 : 2).rest
    if table.rows >= 14 {
      let parts = table.split(top: MemoryKind.allCases.count + 2)
      drawMemoryTable(average, live.memory[fullest], in: parts.top, on: &canvas)
      drawMemoryOverTime(in: parts.rest, on: &canvas)
    } else if table.rows >= 6, table.columns >= 90 {
      let parts = table.split(left: 42)
      drawMemoryTable(average, live.memory[fullest], in: parts.left, on: &canvas)
      drawMemoryOverTime(in: parts.rest, on: &canvas)
    } else {
      drawMemoryTable(average, live.memory[fullest], in: table, on: &canvas)
    }
  }

  /// Draws what a die holds on average, over time, as a stack of its uses.
  private func drawMemoryOverTime(in rect: Rect, on canvas: inout Canvas) {
    let rows = rect.splitRows([.fixed(1), .share(), .fixed(1)])
    rule(
      StyledText("GiB a die, mean over all dies", look.muted), in: rows[0], on: &canvas)
    let label = 5
    let plot = rows[1].split(left: label).rest
    let window = window(steps: max(3, Double(plot.columns) / 9))
    let capacity = Double(scenario.cluster.chip.memory.count)
    let now = live.now.seconds
    let samples = live.memoryOverTime.map {
      $0.sampled(window, count: plot.columns, now: now, current: $0.current)
    }
    canvas.stack(
      (0..<plot.columns).map { column in samples.map { $0[column] } },
      parts: MemoryKind.allCases.map { kind in
        Canvas.StackPart(
          Style(look.colour(kind.phase)), fill: look.usesLetters ? kind.letter : nil)
      }, whole: capacity, in: plot)
    drawCrosshair(window, in: plot, on: &canvas)
    let gib = Bytes(Int64(capacity)).gibibytes
    for (share, row) in [(1.0, plot.row), (0.5, plot.row + plot.rows / 2), (0, plot.endRow - 1)] {
      canvas.write(
        (gib * share).fixed(0), at: Position(column: rect.column, row: row), style: look.faint,
        width: label - 1, alignment: .trailing)
    }
    for mark in window.marks(columns: plot.columns, every: 16) {
      let text = Figure.shortClock(mark)
      let column = plot.column + window.column(of: mark, columns: plot.columns)
      guard column + text.count <= plot.endColumn else { continue }
      canvas.write(text, at: Position(column: column, row: rows[2].row), style: look.faint)
    }
  }

  private func drawMemoryTable(
    _ mean: MemoryUse, _ fullest: MemoryUse, in rect: Rect, on canvas: inout Canvas
  ) {
    guard rect.rows > 1 else { return }
    let needed = MemoryKind.allCases.count
    let columns = rect.rows - 1 < needed && rect.columns >= 74 ? 2 : 1
    let cells = rect.splitColumns(Array(repeating: .share(), count: columns), gap: 3)
    for cell in cells {
      canvas.write(
        "mean".padding(to: 24) + "fullest".padding(to: 12), at: cell.origin, style: look.faint,
        width: cell.columns)
    }
    let perColumn = (needed + columns - 1) / columns
    for kind in MemoryKind.allCases {
      let row = 1 + kind.rawValue % perColumn
      guard row < rect.rows else { continue }
      let place = cells[kind.rawValue / perColumn].origin.moved(rows: row)
      canvas.put(
        look.usesLetters ? kind.letter : "■", at: place, style: Style(look.colour(kind.phase)))
      canvas.write(kind.name, at: place.moved(columns: 2), style: look.text)
      canvas.write(
        Figure.bytes(kind.amount(in: mean)), at: place.moved(columns: 15), style: look.strong)
      canvas.write(
        Figure.bytes(kind.amount(in: fullest)), at: place.moved(columns: 27), style: look.muted)
    }
  }
}
