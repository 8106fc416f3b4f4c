/// Dots finer than cells: two a column and four a row, as braille has them.
public struct DotGrid: Hashable, Sendable {
  /// How many cells it covers.
  public let size: Size
  /// The dots of each cell, row by row, in the order of Unicode's braille patterns.
  public private(set) var cells: [UInt8]

  /// Makes a grid without dots.
  public init(size: Size) {
    self.size = size
    cells = Array(repeating: 0, count: size.columns * size.rows)
  }

  /// How many dots it is wide.
  public var width: Int { size.columns * 2 }
  /// How many dots it is high.
  public var height: Int { size.rows * 4 }

  /// Sets a dot, counted from the top left; outside of the grid nothing happens.
  public mutating func set(x: Int, y: Int) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    cells[y / 4 * size.columns + x / 2] |= Self.bit(x: x % 2, y: y % 4)
  }

  /// Sets the dots of a column from one row to another, both included, in either order.
  public mutating func setColumn(x: Int, from first: Int, to last: Int) {
    let top = max(min(first, last), 0)
    let bottom = min(max(first, last), height - 1)
    guard top <= bottom else { return }
    for y in top...bottom { set(x: x, y: y) }
  }

  /// Sets the dots on a straight line.
  public mutating func setLine(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let across = end.x - start.x
    let down = end.y - start.y
    let steps = max(abs(across), abs(down))
    guard steps > 0 else { return set(x: start.x, y: start.y) }
    for step in 0...steps {
      // Rounded halves away from the start, so that a line is the same in every direction of time.
      let x = Double(across) * Double(step) / Double(steps)
      let y = Double(down) * Double(step) / Double(steps)
      set(x: start.x + Int(x.rounded()), y: start.y + Int(y.rounded()))
    }
  }

  private static func bit(x: Int, y: Int) -> UInt8 {
    // Braille's first six dots run down its two columns; the bottom row came later.
    y == 3 ? 0x40 << UInt8(x) : 1 << UInt8(x * 3 + y)
  }

  /// Returns the glyph that comes nearest to a cell's dots in a glyph set.
  ///
  /// - Parameters:
  ///   - dots: The dots, in the order of Unicode's braille patterns.
  ///   - glyphs: What may be used.
  ///   - isFilled: Whether the dots are part of an area, not of a line.
  /// - Returns: A glyph of one column.
  static func glyph(for dots: UInt8, in glyphs: GlyphSet, isFilled: Bool) -> Glyph {
    guard dots != 0 else { return .space }
    let upper = dots & 0x1B != 0
    let lower = dots & 0xE4 != 0
    switch glyphs {
    case .unicode:
      return Unicode.Scalar(0x2800 + UInt32(dots)).flatMap { Glyph(scalar: $0) } ?? .space
    case .blocks:
      return upper && lower ? full : upper ? upperHalf : lowerHalf
    case .ascii:
      let rows = [dots & 0x09, dots & 0x12, dots & 0x24, dots & 0xC0]
      let used = rows.indices.filter { rows[$0] != 0 }
      if used.count > 2 { return Glyph(ascii: UInt8(ascii: isFilled ? "#" : "|")) }
      let sum = used.reduce(0, +)
      return Glyph(
        ascii: sum < used.count
          ? UInt8(ascii: "'") : sum <= 2 * used.count ? UInt8(ascii: "-") : UInt8(ascii: "."))
    }
  }

  private static let full = Glyph("█")
  private static let upperHalf = Glyph("▀")
  private static let lowerHalf = Glyph("▄")
}
