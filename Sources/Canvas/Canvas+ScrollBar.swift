extension Canvas {
  /// Draws which part of a long list is shown, in a column of its own.
  ///
  /// - Parameters:
  ///   - shown: The lines of the list that are shown.
  ///   - total: How many lines the list has.
  ///   - rect: Where; one column is enough, and only the first is used.
  ///   - style: How the part that is shown looks.
  ///   - track: How the rest looks.
  public mutating func scrollBar(
    showing shown: Range<Int>, of total: Int, in rect: Rect, style: Style, track: Style
  ) {
    guard total > shown.count, !rect.isEmpty else { return }
    // In halves of a row, and never nothing.
    let halves = rect.rows * 2
    let length = max(1, halves * shown.count / total)
    let room = total - shown.count
    let start = (halves - length) * min(max(shown.lowerBound, 0), room) / room
    for row in 0..<rect.rows {
      let upper = (start..<start + length).contains(row * 2)
      let lower = (start..<start + length).contains(row * 2 + 1)
      let place = Position(column: rect.column, row: rect.row + row)
      switch (upper, lower) {
      case (true, true): put("█", at: place, style: style)
      case (true, false): put("▀", at: place, style: style)
      case (false, true): put("▄", at: place, style: style)
      case (false, false): put("│", at: place, style: track)
      }
    }
  }
}
