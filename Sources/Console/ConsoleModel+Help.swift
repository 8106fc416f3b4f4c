import Canvas
import Quantities

extension ConsoleModel {
  /// Draws the key table over everything else.
  func drawHelp(on canvas: inout Canvas) {
    let sections = KeyBinding.Section.allCases.map { section in
      (section, KeyTable.bindings.filter { $0.section == section })
    }
    let isWide = canvas.size.columns >= 130
    let columns = isWide ? 2 : 1
    let lines = sections.reduce(0) { $0 + $1.1.count + 2 }
    let width = min(canvas.size.columns, isWide ? 128 : 66)
    let height = min(canvas.size.rows, (lines + columns) / columns + 4)
    let rect = canvas.bounds.centred(Size(columns: width, rows: height))
    canvas.fill(rect, style: Style(on: look.background))
    let inner = canvas.box(
      rect, title: StyledText("keys", look.title),
      footer: StyledText("Esc closes", look.muted), style: look.accent
    ).inset(columns: 2)
    var cells = inner.splitColumns(Array(repeating: .share(), count: columns), gap: 2)[...]
    guard var cell = cells.popFirst() else { return }
    var row = cell.row
    let isTight = height < lines + 2 && !isWide
    for (section, bindings) in sections {
      if isWide, row + bindings.count + 1 > cell.endRow, let next = cells.popFirst() {
        cell = next
        row = cell.row
      }
      canvas.clipped(to: cell) { canvas in
        canvas.write(
          section.rawValue, at: Position(column: cell.column, row: row), style: look.accent)
        row += isTight ? 0 : 1
        for binding in bindings {
          let place = Position(column: cell.column + (isTight ? 13 : 1), row: row)
          canvas.write(binding.keyText, at: place, style: look.key, width: 9)
          canvas.write(binding.help, at: place.moved(columns: 10), style: look.text)
          row += 1
        }
        row += isTight ? 0 : 1
      }
    }
  }
}
