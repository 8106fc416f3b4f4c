/// What has to be drawn to turn one frame into another.
public struct FrameDiff: Hashable, Sendable {
  /// Cells side by side that changed.
  public struct Run: Hashable, Sendable {
    /// The row they are in.
    public let row: Int
    /// The columns they take.
    public let columns: Range<Int>
  }

  /// The runs, from top to bottom and from left to right.
  ///
  /// None begins or ends inside of a wide glyph.
  public let runs: [Run]

  /// Compares two frames.
  ///
  /// - Parameters:
  ///   - old: What is on screen; `nil` if that is unknown. A frame of another size is unknown, too.
  ///   - new: What should be.
  public init(from old: Canvas?, to new: Canvas) {
    guard let old, old.size == new.size else {
      runs =
        new.size.columns == 0
        ? []
        : (0..<new.size.rows).map { Run(row: $0, columns: 0..<new.size.columns) }
      return
    }
    var runs: [Run] = []
    for row in 0..<new.size.rows {
      Self.compare(old, new, row: row, into: &runs)
    }
    self.runs = runs
  }

  /// How many cells changed.
  public var cellCount: Int { runs.reduce(0) { $0 + $1.columns.count } }

  private static func compare(_ old: Canvas, _ new: Canvas, row: Int, into runs: inout [Run]) {
    let base = row * new.size.columns
    let columns = new.size.columns
    var column = 0
    while column < columns {
      guard old.cells[base + column] != new.cells[base + column] else {
        column += 1
        continue
      }
      var start = column
      if new.cells[base + start].glyph == .continuation, start > 0 { start -= 1 }
      while column < columns, old.cells[base + column] != new.cells[base + column] { column += 1 }
      if column < columns, new.cells[base + column].glyph == .continuation { column += 1 }
      runs.append(Run(row: row, columns: start..<column))
    }
  }
}
