/// A cell's place, counted from the top left corner, which is (0, 0).
///
/// May lie outside of a canvas, in any direction; what is drawn there is clipped.
public struct Position: Hashable, Sendable {
  /// The column, from the left.
  public var column: Int
  /// The row, from the top.
  public var row: Int

  /// Makes a position.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// Returns the position moved right and down.
  public func moved(columns: Int = 0, rows: Int = 0) -> Position {
    Position(column: column + columns, row: row + rows)
  }
}
