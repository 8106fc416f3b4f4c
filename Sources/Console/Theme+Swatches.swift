import Canvas

extension Theme {
  /// Draws every role in its own look: letters for what is written, blocks for what is filled.
  public func swatches(glyphs: GlyphSet = .unicode) -> Canvas {
    let roles = ThemeRole.allCases
    let perRow = 5
    let width = 20
    let rows = (roles.count + perRow - 1) / perRow
    var canvas = Canvas(
      size: Size(columns: perRow * width, rows: rows + 1), glyphs: glyphs,
      background: colour(.background))
    canvas.write(name, at: Position(column: 1, row: 0), style: style(.title))
    for (number, role) in roles.enumerated() {
      let place = Position(column: 1 + number % perRow * width, row: 1 + number / perRow)
      if role == .background || role == .selection {
        canvas.write("   ", at: place, style: selected(style(.text)))
      } else {
        canvas.write("███", at: place, style: style(role))
      }
      canvas.write(role.rawValue, at: place.moved(columns: 4), style: style(role))
    }
    return canvas
  }
}
