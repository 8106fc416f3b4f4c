extension Canvas {
  /// One part of a stack: its colour, and what it is filled with where colours cannot tell.
  public struct StackPart: Sendable {
    /// Its colour, as foreground.
    public var style: Style
    /// What it is filled with instead of blocks; `nil` for blocks.
    public var fill: Glyph?

    /// Makes a part.
    public init(_ style: Style, fill: Glyph? = nil) {
      self.style = style
      self.fill = fill
    }
  }

  /// Draws parts of a whole over time: in each column the parts stand one upon the other.
  ///
  /// Blocks are drawn to half a row, glyphs to a whole one.
  ///
  /// - Parameters:
  ///   - columns: for each column the parts' amounts, lowest first; what is not a number is a gap.
  ///   - parts: how each part looks.
  ///   - whole: what the full height stands for.
  ///   - rect: where.
  public mutating func stack(
    _ columns: [[Double]], parts: [StackPart], whole: Double, in rect: Rect
  ) {
    guard whole > 0, !rect.isEmpty else { return }
    for (offset, amounts) in columns.prefix(rect.columns).enumerated() {
      func part(at height: Double) -> Int? {
        var top = 0.0
        for (index, amount) in amounts.enumerated() where amount > 0 {
          top += amount
          if height < top { return min(index, parts.count - 1) }
        }
        return nil
      }
      for level in 0..<rect.rows {
        let place = Position(column: rect.column + offset, row: rect.endRow - 1 - level)
        let step = whole / Double(rect.rows)
        let lower = part(at: (Double(level) + 0.25) * step)
        let upper = part(at: (Double(level) + 0.75) * step)
        draw(lower: lower.map { parts[$0] }, upper: upper.map { parts[$0] }, at: place)
      }
    }
  }

  private mutating func draw(lower: StackPart?, upper: StackPart?, at place: Position) {
    guard let lower else { return }
    if lower.fill != nil || glyphs == .ascii {
      put(lower.fill ?? Glyph("#"), at: place, style: lower.style)
    } else if let upper {
      halves(upper: upper.style.foreground, lower: lower.style.foreground, at: place)
    } else {
      put(Glyph("▄"), at: place, style: lower.style)
    }
  }
}
