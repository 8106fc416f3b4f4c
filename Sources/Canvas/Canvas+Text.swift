extension Canvas {
  /// Returns the glyphs as text, one line a row, without the spaces at the ends of the rows.
  ///
  /// What golden frames are made of. Every row ends in a line break.
  public func text() -> String {
    var text = ""
    text.reserveCapacity(cells.count + size.rows)
    for row in 0..<size.rows {
      let cells = self[row: row]
      let end = cells.lastIndex { $0.glyph != .space }.map { $0 + 1 } ?? cells.startIndex
      for cell in cells[..<end] {
        text.unicodeScalars.append(contentsOf: cell.glyph.scalars)
      }
      text += "\n"
    }
    return text
  }
}
