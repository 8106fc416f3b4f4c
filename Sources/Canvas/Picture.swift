/// A frame on its way to a picture: what is painted, sorted by colour.
///
/// Blocks, lines and braille dots become shapes, so that they join without gaps in any font; the
/// rest is text, each run at its own column, so that columns stay straight in any font.
struct Picture {
  /// The width of a cell in pixels.
  static let cellWidth = 9.0
  /// The height of a cell in pixels.
  static let cellHeight = 18.0

  /// A filled rectangle, in pixels.
  struct Block: Hashable {
    var x, y, width, height: Double
  }

  /// Text in one colour from a column on.
  struct Run: Hashable {
    let column, row: Int
    var text: String
    var columns: Int
  }

  /// How text looks.
  struct Ink: Hashable {
    let colour: RGB
    let isBold, isUnderlined: Bool
  }

  /// Backgrounds other than the picture's own.
  private(set) var backgrounds = Layer<RGB, Block>()
  /// Filled rectangles.
  private(set) var blocks = Layer<RGB, Block>()
  /// Path data of lines.
  private(set) var strokes = Layer<RGB, String>()
  /// Path data of dots, each a line of no length with round ends.
  private(set) var dots = Layer<RGB, String>()
  /// Text.
  private(set) var texts = Layer<Ink, Run>()

  private let palette: Palette

  /// Paints a canvas.
  init(_ canvas: Canvas, palette: Palette) {
    self.palette = palette
    for row in 0..<canvas.size.rows {
      paint(canvas[row: row], row: row)
    }
  }

  private mutating func paint(_ cells: ArraySlice<Cell>, row: Int) {
    var run: (ink: Ink, run: Run)?
    for (column, cell) in cells.enumerated() {
      let (ink, background) = colours(of: cell.style)
      if background != palette.background {
        add(
          Block(
            x: Double(column) * Self.cellWidth, y: Double(row) * Self.cellHeight,
            width: Self.cellWidth, height: Self.cellHeight), background, to: \.backgrounds)
      }
      guard let base = cell.glyph.base, cell.glyph != .space || ink.isUnderlined else { continue }
      if let shape = GlyphShape(base.value) {
        paint(shape, column: column, row: row, ink.colour, on: background)
        continue
      }
      let text = cell.glyph.text
      let joins = Self.keepsItsWidth(base.value)
      if joins, var open = run, open.ink == ink, column - open.run.column - open.run.columns <= 1 {
        open.run.text +=
          String(
            repeating: " ", count: column - open.run.column - open.run.columns) + text
        open.run.columns = column - open.run.column + 1
        run = open
        continue
      }
      if let run { texts.add(run.run, run.ink) }
      run = (ink, Run(column: column, row: row, text: text, columns: cell.glyph.columns))
      if !joins {
        texts.add(Run(column: column, row: row, text: text, columns: cell.glyph.columns), ink)
        run = nil
      }
    }
    if let run { texts.add(run.run, run.ink) }
  }

  private mutating func paint(
    _ shape: GlyphShape, column: Int, row: Int, _ colour: RGB, on background: RGB
  ) {
    let x = Double(column) * Self.cellWidth
    let y = Double(row) * Self.cellHeight
    let colour = background.mixed(with: colour, share: shape.opacity)
    for block in shape.blocks {
      add(
        Block(x: x + block.x, y: y + block.y, width: block.width, height: block.height),
        colour, to: \.blocks)
    }
    for stroke in shape.strokes {
      strokes.add("M\(svg: x + stroke.x) \(svg: y + stroke.y)\(stroke.path)", colour)
    }
    for dot in shape.dots {
      dots.add("M\(svg: x + dot.x) \(svg: y + dot.y)h.01", colour)
    }
  }

  /// Adds a rectangle, or makes the last one to its left or the one above it larger.
  private mutating func add(
    _ block: Block, _ colour: RGB, to layer: WritableKeyPath<Picture, Layer<RGB, Block>>
  ) {
    self[keyPath: layer].merge(block, colour) { last in
      if last.y == block.y, last.height == block.height, last.x + last.width == block.x {
        last.width += block.width
        return true
      }
      if last.x == block.x, last.width == block.width, last.y + last.height == block.y {
        last.height += block.height
        return true
      }
      return false
    }
  }

  private func colours(of style: Style) -> (Ink, background: RGB) {
    var front = palette.foreground(style.foreground)
    var back = palette.background(style.background)
    if style.attributes.contains(.reverse) { swap(&front, &back) }
    if style.attributes.contains(.dim) { front = back.mixed(with: front, share: 0.6) }
    let ink = Ink(
      colour: front, isBold: style.attributes.contains(.bold),
      isUnderlined: style.attributes.contains(.underline))
    return (ink, back)
  }

  /// Says whether monospaced fonts have a glyph at their own width, as they do for the alphabets.
  private static func keepsItsWidth(_ scalar: UInt32) -> Bool {
    scalar < 0x500 || (0x2010...0x2027).contains(scalar)
  }
}
