extension Canvas {
  /// Draws a horizontal bar, to an eighth of a cell.
  ///
  /// - Parameters:
  ///   - share: How much of it is full; clamped to 0...1, what is not a number counts as 0.
  ///   - position: Its left end.
  ///   - width: How many columns it takes.
  ///   - style: How the full part looks.
  ///   - track: How the empty part looks; its background is what shows.
  public mutating func bar(
    _ share: Double, at position: Position, width: Int, style: Style, track: Style = Style()
  ) {
    guard width > 0 else { return }
    let rect = Rect(at: position, size: Size(columns: width, rows: 1))
    fill(rect, with: glyphs == .ascii ? Glyph(".") : .space, style: track)
    draw(Strip(stacking: [(min(share, 1), style, nil)], whole: 1), at: position, width: width)
  }

  /// Draws a row of small squares that light up from the left, coloured along their row.
  ///
  /// - Parameters:
  ///   - share: How many of them are lit; clamped to 0...1, what is not a number counts as 0.
  ///   - position: The first one.
  ///   - width: How many there are.
  ///   - ramp: The colours from left to right.
  ///   - track: How the unlit ones look.
  public mutating func meter(
    _ share: Double, at position: Position, width: Int, ramp: Ramp, track: Style
  ) {
    guard width > 0 else { return }
    let lit = share > 0 ? Int((min(share, 1) * Double(width)).rounded()) : 0
    for column in 0..<width {
      let colour = ramp.colour(at: (Double(column) + 0.5) / Double(width))
      let style = column < lit ? Style(colour, on: track.background) : track
      let glyph = column < lit || glyphs != .ascii && !ramp.isFlat ? Glyph("■") : Glyph("·")
      put(glyph, at: position.moved(columns: column), style: style)
    }
  }

  /// Draws two halves of one cell in two colours, such as the two dies of a card.
  ///
  /// In ASCII only the upper colour is left, as a `#`: where that matters, write glyphs instead.
  public mutating func halves(
    upper: Colour, lower: Colour, at position: Position, attributes: Attributes = []
  ) {
    if upper == lower {
      put(Glyph("█"), at: position, style: Style(upper, attributes))
    } else {
      put(Glyph("▀"), at: position, style: Style(upper, on: lower, attributes))
    }
  }

  /// Draws columns of values, one value a column, the newest at the right.
  ///
  /// Columns are coloured by row, so that a scrolling one changes few cells' colours, in bands of rows:
  /// what has one colour is sent to a terminal together.
  ///
  /// - Parameters:
  ///   - values: What to draw; those that do not fit on the left are left out. What is not a number
  ///     is a gap.
  ///   - rect: Where; one row is enough.
  ///   - range: What an empty and a full column stand for; from 0 to the largest value unless told.
  ///   - ramp: The colours from the lowest to the topmost row.
  public mutating func sparkline(
    _ values: [Double], in rect: Rect, range: ClosedRange<Double>? = nil, ramp: Ramp
  ) {
    guard !rect.isEmpty else { return }
    let shown = values.suffix(rect.columns)
    let range = range ?? 0...max(shown.filter(\.isFinite).max() ?? 1, .leastNormalMagnitude)
    let length = range.upperBound - range.lowerBound
    let first = rect.endColumn - shown.count
    let bands = min(rect.rows, 6)
    for (offset, value) in shown.enumerated() where value.isFinite && length > 0 {
      let share = min(max((value - range.lowerBound) / length, 0), 1)
      let height = Int((share * Double(rect.rows * 8)).rounded())
      for level in 0..<rect.rows {
        let glyph = columnBlock(eighths: height - level * 8)
        let place = Position(column: first + offset, row: rect.endRow - 1 - level)
        let band = level * bands / rect.rows
        let colour = ramp.colour(at: (Double(band) + 0.5) / Double(bands))
        put(glyph, at: place, style: Style(colour))
      }
    }
  }

  /// Returns what fills a cell from below in the canvas's glyph set.
  private func columnBlock(eighths: Int) -> Glyph {
    switch glyphs {
    case .unicode: .lowerBlock(eighths: eighths)
    case .blocks: .lowerBlock(eighths: (eighths + 2) / 4 * 4)
    case .ascii: eighths <= 0 ? .space : Self.asciiColumns[min(eighths, 8) - 1]
    }
  }

  private static let asciiColumns = "__..-=##".map { Glyph($0) }
}
