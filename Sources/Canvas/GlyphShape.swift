/// The shape of a glyph that has to fill its cell exactly: blocks, lines, braille, squares and
/// dots.
///
/// In pixels within a cell of 9 by 18, where lines run through (4.5, 8.5).
struct GlyphShape {
  /// A line: where it starts, and SVG path data from there.
  struct Stroke {
    let x, y: Double
    let path: String
  }

  /// A dot of two columns and four rows.
  struct Dot {
    let column, row: Int
  }

  private(set) var blocks: [Picture.Block] = []
  private(set) var strokes: [Stroke] = []
  private(set) var dots: [Dot] = []
  /// How much of the foreground there is in its colour.
  private(set) var opacity = 1.0

  /// Finds the shape of a scalar, or `nil` if it is better written as text.
  init?(_ scalar: UInt32) {
    switch scalar {
    case 0x2580...0x259F: addBlock(scalar)
    case 0x2800...0x28FF: addBraille(UInt8(truncatingIfNeeded: scalar))
    case 0x25A0: add(1, 5, 7, 8)
    case 0x25AA: add(2.5, 7, 4, 4)
    case 0x256D: strokes = [Stroke(x: 9, y: 8.5, path: "h-.5a4 4 0 0 0-4 4v5.5")]
    case 0x256E: strokes = [Stroke(x: 0, y: 8.5, path: "h.5a4 4 0 0 1 4 4v5.5")]
    case 0x256F: strokes = [Stroke(x: 0, y: 8.5, path: "h.5a4 4 0 0 0 4-4v-4.5")]
    case 0x2570: strokes = [Stroke(x: 9, y: 8.5, path: "h-.5a4 4 0 0 1-4-4v-4.5")]
    case 0x2571: strokes = [Stroke(x: 0, y: 18, path: "l9-18")]
    case 0x2572: strokes = [Stroke(x: 0, y: 0, path: "l9 18")]
    case 0x2573:
      strokes = [Stroke(x: 0, y: 18, path: "l9-18"), Stroke(x: 0, y: 0, path: "l9 18")]
    case 0x2500...0x257F:
      guard let lines = BoxLines(scalar) else { return nil }
      blocks = lines.blocks
    default: return nil
    }
  }

  private mutating func add(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    blocks.append(Picture.Block(x: x, y: y, width: width, height: height))
  }

  private mutating func addBlock(_ scalar: UInt32) {
    let eighth = Double(scalar & 7)
    switch scalar {
    case 0x2580: add(0, 0, 9, 9)
    case 0x2581...0x2587: add(0, 18 - eighth * 2.25, 9, eighth * 2.25)
    case 0x2588: add(0, 0, 9, 18)
    case 0x2589...0x258F: add(0, 0, 9 - eighth * 1.125, 18)
    case 0x2590: add(4.5, 0, 4.5, 18)
    case 0x2591...0x2593:
      add(0, 0, 9, 18)
      opacity = Double(scalar - 0x2590) / 4
    case 0x2594: add(0, 0, 9, 2.25)
    case 0x2595: add(7.875, 0, 1.125, 18)
    default:
      // Quadrants: upper left, upper right, lower left, lower right.
      let quadrants = Self.quadrants[Int(scalar) - 0x2596]
      for (index, place) in [(0.0, 0.0), (4.5, 0), (0, 9), (4.5, 9)].enumerated()
      where quadrants & 1 << index != 0 {
        add(place.0, place.1, 4.5, 9)
      }
    }
  }

  private mutating func addBraille(_ pattern: UInt8) {
    // Unicode numbers the upper six dots down the columns, then the bottom row.
    for (bit, dot) in [0, 1, 2, 6, 3, 4, 5, 7].enumerated() where pattern & 1 << dot != 0 {
      dots.append(Dot(column: bit / 4, row: bit % 4))
    }
  }

  private static let quadrants: [UInt8] = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]
}
