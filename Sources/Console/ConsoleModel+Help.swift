import Canvas

extension ConsoleModel {
  /// Columns of keys, of what they do, and of both with their margins.
  private static let keyColumns = 11
  private static let helpColumns = 27
  private static let cellColumns = keyColumns + helpColumns + 1

  private enum HelpLine {
    case title(String), line(keys: String, help: String), blank
  }

  /// All lines of the help, one below the other.
  private static let helpLines: [HelpLine] =
    KeyBinding.Section.allCases.enumerated().flatMap {
      (index, section) -> [HelpLine] in
      (index > 0 ? [.blank] : []) + [.title(section.rawValue)]
        + KeyTable.lines(of: section).map { .line(keys: $0.keys, help: $0.help) }
    } + filterLines

  /// The language of filters.
  private static let filterLines: [HelpLine] =
    [.blank, .title("In a filter")]
    + [
      ("= != > < …", "compare a field"), ("& | ! ( )", "and, or, not, groups"),
      ("hbm>90", "memory, percent full"), ("util<50", "percent of the time"),
      ("phase=", FilterField.words(of: .phase)), ("pool=", FilterField.words(of: .pool)),
      ("failed", "cards that are down"), ("rack=7", "also server, slot, card"),
      ("replica=3", "also rank, stage, dp, tp"), ("staleness>1", "versions behind"),
      ("batch>9", "samples; kv: tokens"), ("power>500", "watts; link: GB/s"),
    ].map { .line(keys: $0.0, help: $0.1) }

  /// How far an overlay can be scrolled, roughly: drawing stops at its end.
  var overlayLines: Int {
    if case .help = overlay {
      let columns = helpShape(of: size).columns
      return max(1, (Self.helpLines.count + columns - 1) / columns - (size.rows - 2) + 1)
    }
    return 1000
  }

  /// How many columns of lines stand side by side, and how many rows each takes.
  private func helpShape(of size: Size) -> (columns: Int, rows: Int) {
    let most = max(1, (size.columns - 2) / Self.cellColumns)
    let room = max(1, size.rows - 2)
    let needed = (Self.helpLines.count + room - 1) / room
    let columns = min(most, needed)
    return (columns, (Self.helpLines.count + columns - 1) / columns)
  }

  /// Draws the key table over everything else, from a row on.
  func drawHelp(scroll: Int, on canvas: inout Canvas) {
    let (columns, rows) = helpShape(of: canvas.size)
    let shown = min(rows, max(0, canvas.size.rows - 2))
    let rect = canvas.bounds.centred(
      Size(columns: min(columns * Self.cellColumns + 3, canvas.size.columns), rows: shown + 2))
    canvas.fill(rect, style: Style(on: look.background))
    let first = min(scroll, rows - shown)
    let inner = canvas.box(
      rect, title: StyledText("keys", look.title),
      note: StyledText("\(KeyTable.key(for: .close)) closes", look.muted),
      footer: StyledText(
        rows > shown
          ? "↑↓ more: \(first + 1)–\(first + shown) of \(rows)"
          : "or click: a card, a knob, a panel, a time", look.muted),
      style: look.accent
    ).inset(columns: 1)
    let cells = inner.splitColumns(Array(repeating: .share(), count: columns), gap: 1)
    for (column, cell) in cells.enumerated() {
      canvas.clipped(to: cell) { canvas in
        for row in 0..<shown where column * rows + first + row < Self.helpLines.count {
          draw(
            Self.helpLines[column * rows + first + row],
            at: Position(column: cell.column, row: cell.row + row), width: cell.columns,
            on: &canvas)
        }
      }
    }
  }

  private func draw(
    _ line: HelpLine, at place: Position, width: Int, on canvas: inout Canvas
  ) {
    switch line {
    case .blank: break
    case .title(let text): canvas.write(text, at: place, style: look.accent, width: width)
    case .line(let keys, let help):
      canvas.write(keys, at: place, style: look.key, width: Self.keyColumns - 1)
      canvas.write(
        help, at: place.moved(columns: Self.keyColumns), style: look.text,
        width: width - Self.keyColumns)
    }
  }
}
