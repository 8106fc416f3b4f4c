/// The dots of several curves, one above the other.
struct DotCells {
  /// The dots of a cell and whose colour they have.
  struct Cell {
    var dots: UInt8 = 0
    var owner = 0
    var isFilled = false
  }

  /// The cells, row by row.
  private(set) var cells: [Cell]

  init(size: Size) {
    cells = Array(repeating: Cell(), count: size.columns * size.rows)
  }

  /// Puts the dots of a curve on top.
  ///
  /// Lines join; but a line over an area replaces the area's dots in its cells, or else it could
  /// not be seen.
  mutating func add(_ grid: DotGrid, _ owner: Int, _ isFilled: Bool) {
    for (index, dots) in grid.cells.enumerated() where dots != 0 {
      let joins = cells[index].isFilled == isFilled
      cells[index] = Cell(
        dots: joins ? cells[index].dots | dots : dots, owner: owner, isFilled: isFilled)
    }
  }
}
