/// A grid of cells to draw on: one frame.
///
/// A value: a view is a function that returns one. Whatever is drawn outside of it, or outside of
/// the part drawing is clipped to, is left out; no call can trap for want of room.
public struct Canvas: Hashable, Sendable {
  /// How large it is.
  public let size: Size
  /// Which glyphs it may use.
  public let glyphs: GlyphSet
  /// The cells, row by row.
  public private(set) var cells: [Cell]
  /// Where drawing has an effect; never larger than the canvas.
  public private(set) var clip: Rect

  /// Makes a canvas full of empty cells.
  ///
  /// - Parameters:
  ///   - size: How large it is; zero is fine.
  ///   - glyphs: Which glyphs it may use.
  ///   - background: What it is filled with.
  public init(
    size: Size, glyphs: GlyphSet = .unicode, background: Colour = .terminalDefault
  ) {
    self.size = size
    self.glyphs = glyphs
    let blank = Cell(.space, Style(on: background).over(.plain))
    cells = Array(repeating: blank, count: size.columns * size.rows)
    clip = Rect(size)
  }

  /// The whole of it.
  public var bounds: Rect { Rect(size) }

  /// Returns the cell at a position, or `nil` outside.
  public subscript(position: Position) -> Cell? {
    bounds.contains(position) ? cells[index(position.column, position.row)] : nil
  }

  /// Returns the cells of a row.
  ///
  /// - Precondition: The canvas has that row.
  public subscript(row row: Int) -> ArraySlice<Cell> {
    precondition(row >= 0 && row < size.rows, "row \(row) of a canvas of \(size)")
    return cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// Takes a row over from a canvas of the same size.
  ///
  /// - Precondition: Both have that row, and as many columns.
  public mutating func takeRow(_ row: Int, from other: Canvas) {
    precondition(size == other.size, "a row of \(other.size) is not one of \(size)")
    let place = row * size.columns..<(row + 1) * size.columns
    cells.replaceSubrange(place, with: other.cells[place])
  }

  /// Draws with nothing outside of a rectangle touched.
  ///
  /// Nested clips narrow each other.
  public mutating func clipped<E: Error>(
    to rect: Rect, _ draw: (inout Canvas) throws(E) -> Void
  ) throws(E) {
    let outer = clip
    clip = outer.intersection(rect)
    defer { clip = outer }
    try draw(&self)
  }

  /// Puts one glyph into a cell, or into two if it is wide.
  ///
  /// A wide glyph that only half fits becomes a space. What it cuts in half becomes a space, too.
  public mutating func put(_ glyph: Glyph, at position: Position, style: Style) {
    place(glyphs.nearest(to: glyph), columns: glyph.columns, at: position, style: style)
  }

  /// Changes the style of a rectangle's cells without touching their glyphs.
  ///
  /// `Style(.underlying, on: colour)` sets the background only.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let rect = rect.intersection(clip)
    for row in rect.rowRange {
      for index in index(rect.column, row)..<index(rect.column, row) + rect.columns {
        cells[index].style = change(cells[index].style).over(cells[index].style)
      }
    }
  }

  /// Joins a combining mark to the glyph before a position.
  mutating func join(_ mark: Unicode.Scalar, before position: Position) {
    guard glyphs != .ascii, clip.contains(position.moved(columns: -1)) else { return }
    var target = index(position.column - 1, position.row)
    if cells[target].glyph == .continuation, position.column > 1 { target -= 1 }
    cells[target].glyph = cells[target].glyph.joined(by: mark)
  }

  private func index(_ column: Int, _ row: Int) -> Int {
    row * size.columns + column
  }

  /// Puts a glyph of the canvas's own set; a stand-in fills both columns of a wide one.
  private mutating func place(
    _ glyph: Glyph, columns: Int, at position: Position, style: Style
  ) {
    if columns < 2 || glyph.columns < 2 {
      for offset in 0..<max(columns, 1) {
        set(glyph, at: position.moved(columns: offset), style: style)
      }
      return
    }
    let next = position.moved(columns: 1)
    guard clip.contains(position), clip.contains(next) else {
      set(.space, at: position, style: style)
      set(.space, at: next, style: style)
      return
    }
    set(.space, at: position, style: style)
    set(.space, at: next, style: style)
    cells[index(position.column, position.row)].glyph = glyph
    cells[index(next.column, next.row)].glyph = .continuation
  }

  /// Sets one cell and mends the other half of a wide glyph it cuts.
  private mutating func set(_ glyph: Glyph, at position: Position, style: Style) {
    guard clip.contains(position) else { return }
    let index = index(position.column, position.row)
    let old = cells[index]
    switch old.glyph.columns {
    case 0: cells[index - 1].glyph = .space
    case 2: cells[index + 1].glyph = .space
    default: break
    }
    cells[index] = Cell(glyph, style.over(old.style))
  }
}
