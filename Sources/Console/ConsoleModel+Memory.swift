import Canvas
import Quantities
import Specification
import Telemetry

extension ConsoleModel {
  /// Draws what fills the memory of all dies together, and of the fullest one.
  ///
  /// - Returns: where it is drawn over time; `nil` where there is no room for that.
  @discardableResult
  func drawMemory(in rect: Rect, on canvas: inout Canvas) -> TimePlot? {
    let dies = live.memory.count
    let capacity = scenario.cluster.chip.memory
    var sums = Array(repeating: Int64(0), count: MemoryKind.allCases.count)
    var fullest = 0
    for (die, use) in live.memory.enumerated() {
      for kind in MemoryKind.allCases { sums[kind.rawValue] += kind.amount(in: use).count }
      if use.total > live.memory[fullest].total { fullest = die }
    }
    guard dies > 0 else { return nil }
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
      return drawMemoryOverTime(in: parts.rest, on: &canvas)
    } else if table.rows >= 6, table.columns >= 76 {
      let parts = table.split(left: 42)
      drawMemoryTable(average, live.memory[fullest], in: parts.left, on: &canvas)
      return drawMemoryOverTime(in: parts.rest, on: &canvas)
    }
    drawMemoryTable(average, live.memory[fullest], in: table, on: &canvas)
    return nil
  }

  /// Draws what a die holds on average, over time, as a stack of its uses.
  private func drawMemoryOverTime(in rect: Rect, on canvas: inout Canvas) -> TimePlot? {
    let capacity = scenario.cluster.chip.memory
    return drawStack(
      StackLayers(
        title: StyledText("GiB a die, mean over all dies", look.muted),
        series: live.memoryOverTime,
        parts: MemoryKind.allCases.map { kind in
          Canvas.StackPart(
            Style(look.colour(kind.phase)), fill: look.usesLetters ? kind.letter : nil)
        }, whole: Double(capacity.count), top: capacity.gibibytes), in: rect, on: &canvas)
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
    // Where not all fit the smallest are left out.
    let kinds = MemoryKind.allCases.largest((rect.rows - 1) * columns) {
      Double(max($0.amount(in: mean).count, $0.amount(in: fullest).count))
    }
    let perColumn = (kinds.count + columns - 1) / columns
    for (index, kind) in kinds.enumerated() {
      let place = cells[index / perColumn].origin.moved(rows: 1 + index % perColumn)
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
