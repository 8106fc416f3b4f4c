import Canvas

extension ConsoleModel {
  /// Columns of keys, of what they do, and of both with their margins.
  private static let keyColumns = 13
  private static let helpColumns = 25

  /// Draws the key table over everything else.
  func drawHelp(on canvas: inout Canvas) {
    let sections = KeyBinding.Section.allCases.map { ($0, KeyTable.lines(of: $0)) }
    let lines = sections.reduce(0) { $0 + $1.1.count + 2 } - 1
    let room = canvas.size.rows - 2
    let isTall = lines <= room || canvas.size.columns < 78
    let cell = Self.keyColumns + Self.helpColumns
    let width = isTall ? cell + 6 : 2 * cell + 4
    let blocks = isTall ? [sections] : Self.halves(of: sections)
    let heights = blocks.map { block in block.reduce(-1) { $0 + $1.1.count + 2 } }
    let rect = canvas.bounds.centred(
      Size(columns: width, rows: min(canvas.size.rows, (heights.max() ?? 0) + 2)))
    canvas.fill(rect, style: Style(on: look.background))
    let inner = canvas.box(
      rect, title: StyledText("keys", look.title),
      note: StyledText("\(KeyTable.key(for: .close)) closes", look.muted),
      footer: StyledText("or click: a card, a knob, a panel", look.muted), style: look.accent
    ).inset(columns: isTall ? 2 : 1)
    let cells = inner.splitColumns(Array(repeating: .share(), count: blocks.count))
    for (block, cell) in zip(blocks, cells) {
      canvas.clipped(to: cell) { drawHelp(block, in: cell, on: &$0) }
    }
  }

  private typealias Block = [(KeyBinding.Section, [(keys: String, help: String)])]

  /// Parts the sections in two blocks, about equally high.
  private static func halves(of sections: Block) -> [Block] {
    let whole = sections.reduce(0) { $0 + $1.1.count + 2 }
    var first: Block = []
    var count = 0
    for section in sections {
      let height = section.1.count + 2
      guard first.isEmpty || count + height / 2 <= whole / 2 else { break }
      first.append(section)
      count += height
    }
    return [first, Array(sections.dropFirst(first.count))]
  }

  private func drawHelp(_ block: Block, in rect: Rect, on canvas: inout Canvas) {
    var row = rect.row
    for (section, lines) in block {
      canvas.write(
        section.rawValue, at: Position(column: rect.column, row: row), style: look.accent)
      row += 1
      for line in lines {
        let place = Position(column: rect.column, row: row)
        canvas.write(line.keys, at: place, style: look.key, width: Self.keyColumns - 1)
        canvas.write(
          line.help, at: place.moved(columns: Self.keyColumns), style: look.text,
          width: rect.columns - Self.keyColumns)
        row += 1
      }
      row += 1
    }
  }
}
