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

    /// Returns rectangles with those that stand on one another made one.
    static func stacked(_ blocks: [Block]) -> [Block] {
      struct Foot: Hashable {
        let x, width, end: Double
      }
      var stacked: [Block] = []
      var feet: [Foot: Int] = [:]
      for block in blocks {
        let foot = Foot(x: block.x, width: block.width, end: block.y + block.height)
        if let below = feet.removeValue(forKey: Foot(x: block.x, width: block.width, end: block.y))
        {
          stacked[below].height += block.height
          feet[foot] = below
        } else {
          feet[foot] = stacked.count
          stacked.append(block)
        }
      }
      return stacked
    }
  }

  /// Dots side by side, counted in dots: two a column of cells and four a row.
  struct Dots: Hashable {
    let x, y: Int
    var count: Int
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
  /// Rows of dots.
  private(set) var dots = Layer<RGB, Dots>()
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
    var dotRows = Array(repeating: [(x: Int, colour: RGB)](), count: 4)
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
        for dot in shape.dots { dotRows[dot.row].append((column * 2 + dot.column, ink.colour)) }
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
    for (index, dots) in dotRows.enumerated() { add(dots, y: row * 4 + index) }
  }

  /// Adds a row of dots, those side by side in one colour as one.
  private mutating func add(_ row: [(x: Int, colour: RGB)], y: Int) {
    var run: (colour: RGB, dots: Dots)?
    for dot in row {
      if let open = run, open.colour == dot.colour, open.dots.x + open.dots.count == dot.x {
        run?.dots.count += 1
      } else {
        if let run { dots.add(run.dots, run.colour) }
        run = (dot.colour, Dots(x: dot.x, y: y, count: 1))
      }
    }
    if let run { dots.add(run.dots, run.colour) }
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
  }

  /// Adds a rectangle, or makes the last one larger if that ends where this one begins.
  private mutating func add(
    _ block: Block, _ colour: RGB, to layer: WritableKeyPath<Picture, Layer<RGB, Block>>
  ) {
    self[keyPath: layer].merge(block, colour) { last in
      guard last.y == block.y, last.height == block.height, last.x + last.width == block.x else {
        return false
      }
      last.width += block.width
      return true
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
