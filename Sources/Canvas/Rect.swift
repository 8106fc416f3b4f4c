/// A rectangle of cells: the unit of layout.
///
/// Its size is never negative, so whatever is cut from it may be empty but is never nonsense.
public struct Rect: Hashable, Sendable {
  /// The rectangle without cells at the origin.
  public static let zero = Rect(column: 0, row: 0, columns: 0, rows: 0)

  /// The leftmost column.
  public let column: Int
  /// The topmost row.
  public let row: Int
  /// The number of cells in a row.
  public let columns: Int
  /// The number of rows.
  public let rows: Int

  /// Makes a rectangle, taking a negative extent as zero.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// Makes the rectangle that covers a canvas of a size.
  public init(_ size: Size) {
    self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  /// Makes a rectangle of a size at a position.
  public init(at origin: Position, size: Size) {
    self.init(
      column: origin.column, row: origin.row, columns: size.columns, rows: size.rows)
  }

  /// Whether there is no cell inside.
  public var isEmpty: Bool { columns == 0 || rows == 0 }
  /// The size.
  public var size: Size { Size(columns: columns, rows: rows) }
  /// The top left cell.
  public var origin: Position { Position(column: column, row: row) }
  /// The first column to the right of the rectangle.
  public var endColumn: Int { column + columns }
  /// The first row below the rectangle.
  public var endRow: Int { row + rows }
  /// The columns it covers.
  public var columnRange: Range<Int> { column..<endColumn }
  /// The rows it covers.
  public var rowRange: Range<Int> { row..<endRow }

  /// Says whether a position lies inside.
  public func contains(_ position: Position) -> Bool {
    columnRange.contains(position.column) && rowRange.contains(position.row)
  }

  /// Says whether another rectangle lies inside; an empty one lies inside of every other.
  public func contains(_ other: Rect) -> Bool {
    other.isEmpty || intersection(other) == other
  }

  /// Returns the cells that both rectangles have.
  ///
  /// An empty result keeps a place within `self`'s neighbourhood, but its place means nothing.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top,
      columns: min(endColumn, other.endColumn) - left,
      rows: min(endRow, other.endRow) - top)
  }

  /// Returns the rectangle without a margin on each side.
  public func inset(columns: Int = 0, rows: Int = 0) -> Rect {
    Rect(
      column: column + min(max(columns, 0), self.columns),
      row: row + min(max(rows, 0), self.rows),
      columns: self.columns - 2 * columns, rows: self.rows - 2 * rows)
  }

  /// Returns the rectangle without a margin of as many cells on all four sides.
  ///
  /// `inset(by: 1)` is what is inside of a box.
  public func inset(by margin: Int) -> Rect {
    inset(columns: margin, rows: margin)
  }

  /// Returns a rectangle of at most `size`, in the middle of this one.
  public func centred(_ size: Size) -> Rect {
    let columns = min(size.columns, self.columns)
    let rows = min(size.rows, self.rows)
    return Rect(
      column: column + (self.columns - columns) / 2, row: row + (self.rows - rows) / 2,
      columns: columns, rows: rows)
  }
}
