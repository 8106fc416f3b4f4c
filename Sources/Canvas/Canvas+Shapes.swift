extension Canvas {
  /// Fills a rectangle with a glyph; with a space unless told, so that a background shows.
  public mutating func fill(_ rect: Rect, with glyph: Glyph = .space, style: Style) {
    let rect = rect.intersection(clip)
    for row in rect.rowRange {
      for column in stride(from: rect.column, to: rect.endColumn, by: max(1, glyph.columns)) {
        put(glyph, at: Position(column: column, row: row), style: style)
      }
    }
  }

  /// Draws a border with titles in it and returns what is inside.
  ///
  /// A rectangle of less than two rows or columns gets no border, and what is inside is empty. What is
  /// written into the border and does not fit loses what stands behind its last ` · ` first.
  ///
  /// - Parameters:
  ///   - rect: Where the border goes.
  ///   - title: What stands at the left of the upper border.
  ///   - note: What stands at the right of the upper border; gives way to the title.
  ///   - footer: What stands at the left of the lower border.
  ///   - footnote: What stands at the right of the lower border; gives way to the footer.
  ///   - style: How the border looks.
  ///   - corners: The shape of the corners.
  /// - Returns: The rectangle inside of the border.
  @discardableResult
  public mutating func box(
    _ rect: Rect, title: StyledText = StyledText(), note: StyledText = StyledText(),
    footer: StyledText = StyledText(), footnote: StyledText = StyledText(),
    style: Style = Style(), corners: Corners = .rounded
  ) -> Rect {
    guard rect.columns >= 2, rect.rows >= 2 else { return rect.inset(by: 1) }
    let line = corners.glyphs
    for column in rect.columnRange {
      put(line.horizontal, at: Position(column: column, row: rect.row), style: style)
      put(line.horizontal, at: Position(column: column, row: rect.endRow - 1), style: style)
    }
    for row in rect.rowRange {
      put(line.vertical, at: Position(column: rect.column, row: row), style: style)
      put(line.vertical, at: Position(column: rect.endColumn - 1, row: row), style: style)
    }
    let right = rect.endColumn - 1
    let bottom = rect.endRow - 1
    put(line.topLeft, at: rect.origin, style: style)
    put(line.topRight, at: Position(column: right, row: rect.row), style: style)
    put(line.bottomLeft, at: Position(column: rect.column, row: bottom), style: style)
    put(line.bottomRight, at: Position(column: right, row: bottom), style: style)
    inscribe(title, note, inBorderOf: rect, row: rect.row)
    inscribe(footer, footnote, inBorderOf: rect, row: bottom)
    return rect.inset(by: 1)
  }

  /// Draws a line from border to border of a box, with a title in it.
  ///
  /// - Parameters:
  ///   - row: Which row of the canvas.
  ///   - rect: The box it divides.
  ///   - title: What stands at its left.
  ///   - note: What stands at its right.
  ///   - style: How it looks.
  public mutating func divide(
    row: Int, of rect: Rect, title: StyledText = StyledText(), note: StyledText = StyledText(),
    style: Style = Style()
  ) {
    guard rect.columns >= 2, rect.rowRange.contains(row) else { return }
    horizontalLine(row: row, columns: rect.columnRange, style: style)
    put(Glyph("├"), at: Position(column: rect.column, row: row), style: style)
    put(Glyph("┤"), at: Position(column: rect.endColumn - 1, row: row), style: style)
    inscribe(title, note, inBorderOf: rect, row: row)
  }

  /// Draws a horizontal line.
  public mutating func horizontalLine(row: Int, columns: Range<Int>, style: Style = Style()) {
    for column in columns.clamped(to: clip.columnRange) {
      put(Glyph("─"), at: Position(column: column, row: row), style: style)
    }
  }

  /// Draws a vertical line.
  public mutating func verticalLine(column: Int, rows: Range<Int>, style: Style = Style()) {
    for row in rows.clamped(to: clip.rowRange) {
      put(Glyph("│"), at: Position(column: column, row: row), style: style)
    }
  }

  /// Writes a title and a note into a border, each with a space on both sides.
  private mutating func inscribe(
    _ title: StyledText, _ note: StyledText, inBorderOf rect: Rect, row: Int
  ) {
    let room = rect.columns - 6
    guard room > 0 else { return }
    let title = title.shortened(to: room)
    let left = Position(column: rect.column + 2, row: row)
    let width = min(title.columns, room)
    if width > 0 { inscribe(title, at: left, width: width) }
    let rest = width > 0 ? room - width - 3 : room
    let note = note.shortened(to: rest)
    guard note.columns > 0, rest >= min(note.columns, 4) else { return }
    let shown = min(note.columns, rest)
    inscribe(note, at: Position(column: rect.endColumn - 4 - shown, row: row), width: shown)
  }

  private mutating func inscribe(_ text: StyledText, at position: Position, width: Int) {
    put(.space, at: position, style: Style(.underlying))
    let end = write(text, at: position.moved(columns: 1), width: width)
    put(.space, at: end, style: Style(.underlying))
  }
}
