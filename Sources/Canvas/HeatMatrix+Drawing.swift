extension Canvas {
  /// Draws a matrix from the top left of a rectangle, and returns the part it takes.
  ///
  /// A value takes `cellColumns` columns and `cellRows` rows, or fewer if there is no room; two rows of values share a
  /// row of cells if there is no room; if there is none even so, neighbours are merged. Where the
  /// ramp is flat, or there is only ASCII, shades take the place of colours. With `isSpaced` cells of
  /// two columns are squares with a column between them, half of the bytes of full ones.
  @discardableResult
  public mutating func draw(
    _ matrix: HeatMatrix, in rect: Rect, ramp: Ramp, cellColumns: Int = 2, cellRows: Int = 1,
    isSpaced: Bool = false
  ) -> Rect {
    guard matrix.rows > 0, matrix.columns > 0, !rect.isEmpty else {
      return rect.split(left: 0).left
    }
    let isShaded = ramp.isFlat || glyphs == .ascii
    let isHalved = matrix.rows > rect.rows && !isShaded
    let matrix = matrix.merged(
      rows: isHalved ? rect.rows * 2 : rect.rows, columns: rect.columns)
    let width = min(max(1, cellColumns), rect.columns / matrix.columns)
    let height = isHalved ? 1 : max(1, min(cellRows, rect.rows / matrix.rows))
    let rows = isHalved ? (matrix.rows + 1) / 2 : matrix.rows * height
    for row in 0..<rows {
      for column in 0..<matrix.columns * width {
        let place = Position(column: rect.column + column, row: rect.row + row)
        let index = column / width
        if isHalved {
          let below = row * 2 + 1
          draw(
            upper: matrix.values[row * 2 * matrix.columns + index],
            lower: below < matrix.rows ? matrix.values[below * matrix.columns + index] : .nan,
            ramp: ramp, at: place)
        } else {
          let value = matrix.values[row / height * matrix.columns + index]
          guard !value.isNaN else { continue }
          let isSquare = isSpaced && width == 2 && height == 1 && !isShaded
          if isSquare, !column.isMultiple(of: 2) { continue }
          let glyph = isShaded ? shade(value) : isSquare ? Glyph("■") : Glyph("█")
          put(glyph, at: place, style: Style(ramp.colour(at: value)))
        }
      }
    }
    return Rect(
      column: rect.column, row: rect.row, columns: matrix.columns * width, rows: rows)
  }

  private mutating func draw(
    upper: Double, lower: Double, ramp: Ramp, at place: Position
  ) {
    switch (upper.isNaN, lower.isNaN) {
    case (false, false):
      halves(upper: ramp.colour(at: upper), lower: ramp.colour(at: lower), at: place)
    case (false, true): put(Glyph("▀"), at: place, style: Style(ramp.colour(at: upper)))
    case (true, false): put(Glyph("▄"), at: place, style: Style(ramp.colour(at: lower)))
    case (true, true): break
    }
  }

  /// Returns a glyph that is darker the larger a value is; zero shows as a dot.
  private func shade(_ value: Double) -> Glyph {
    let shades = glyphs == .ascii ? Self.asciiShades : Self.shades
    let share = min(max(value, 0), 1)
    return share == 0 ? shades[0] : shades[1 + min(Int(share * 4), 3)]
  }

  private static let shades = "·░▒▓█".map { Glyph($0) }
  private static let asciiShades = ".:+*#".map { Glyph($0) }
}
