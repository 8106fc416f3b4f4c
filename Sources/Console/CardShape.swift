/// How many cells a card takes in the grid, and how its dies share them.
struct CardShape: Hashable, Sendable {
  /// Cells from one card to the next, what is left free between them included.
  let pitch: Int
  /// Columns of a card.
  let columns: Int
  /// Rows of a card.
  let rows: Int
  /// Whether the dies stand one above the other, or side by side.
  let isStacked: Bool

  /// One cell, the dies its upper and lower half.
  static let cell = CardShape(pitch: 1, columns: 1, rows: 1, isStacked: true)
  /// A cell for each die, one above the other.
  static let tall = CardShape(pitch: 1, columns: 1, rows: 2, isStacked: true)
  /// A cell for each die, side by side.
  static let pair = CardShape(pitch: 2, columns: 2, rows: 1, isStacked: false)
  /// A larger square for each die, one above the other.
  static let tower = CardShape(pitch: 2, columns: 2, rows: 4, isStacked: true)
  /// A square for each die, one above the other.
  static let block = CardShape(pitch: 3, columns: 2, rows: 2, isStacked: true)
  /// The same without a gap.
  static let tightBlock = CardShape(pitch: 2, columns: 2, rows: 2, isStacked: true)
  /// Four cells for each die, side by side.
  static let large = CardShape(pitch: 5, columns: 4, rows: 2, isStacked: false)

  /// The same with eight cells for each die, one above the other.
  static let slab = CardShape(pitch: 5, columns: 4, rows: 4, isStacked: true)
  /// The largest: twelve cells for each die.
  static let hall = CardShape(pitch: 5, columns: 4, rows: 6, isStacked: true)

  /// The shapes to choose from, largest first.
  static let all: [CardShape] = [hall, slab, large, tower, block, tightBlock, tall, pair, cell]

  /// Whether both dies share one cell, which only colour can tell apart.
  var isHalved: Bool { columns * rows == 1 }

  /// Which of `dies` a cell of the card belongs to.
  func die(row: Int, column: Int, dies: Int) -> Int {
    isStacked ? row * dies / rows : column * dies / columns
  }
}
