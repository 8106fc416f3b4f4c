import CNcurses

/// Cells to be drawn, put together by the ink they are drawn with.
///
/// A change of ink costs more bytes than a way across the screen. So what one ink draws is drawn at
/// once, wherever it is, and then what the next one does.
struct Strokes {
  /// What a cell shows.
  struct Shape {
    /// A base scalar with up to two marks, 0 for none.
    let scalars: (UInt32, UInt32, UInt32)
    let columns: Int32
  }

  /// Cells side by side in one ink.
  struct Stroke {
    let row: Int
    fileprivate(set) var columns: Range<Int>
    let ink: CellInk
    /// Where they stand among all cells.
    fileprivate var cells: Range<Int>
  }

  /// As many strokes of one ink are drawn together.
  ///
  /// Each turn has curses compare lines anew; fewer strokes save too little for that.
  private static let fewest = 4

  private var strokes: [Stroke] = []
  private var cells: [cn_cell] = []

  /// Where the last stroke ends, if it is in a row.
  func end(inRow row: Int) -> Int? {
    strokes.last.flatMap { $0.row == row ? $0.columns.upperBound : nil }
  }

  /// Adds a cell, to the last stroke if it goes on from there.
  mutating func add(_ shape: Shape, ink: CellInk, row: Int, column: Int) {
    let end = column + Int(shape.columns)
    let isNew = strokes.last.map { $0.ink != ink || self.end(inRow: row) != column } ?? true
    if isNew {
      strokes.append(
        Stroke(row: row, columns: column..<end, ink: ink, cells: cells.count..<cells.count))
    }
    cells.append(
      cn_cell(
        scalars: shape.scalars, columns: shape.columns, attributes: ink.attributes, pair: ink.pair))
    let last = strokes.count - 1
    strokes[last].columns = strokes[last].columns.lowerBound..<end
    strokes[last].cells = strokes[last].cells.lowerBound..<cells.count
  }

  /// The strokes by turns, each to be drawn and sent before the next.
  ///
  /// Where much is drawn anew, few ways across the screen are worth more than few changes of ink.
  ///
  /// - Parameter byInk: whether inks take turns; or else all is drawn from top to bottom.
  /// - Returns: the turns, never none.
  func turns(byInk: Bool) -> [[Stroke]] {
    guard byInk else { return [strokes] }
    var counts: [CellInk: Int] = [:]
    for stroke in strokes { counts[stroke.ink, default: 0] += 1 }
    var turns: [[Stroke]] = []
    var places: [CellInk: Int] = [:]
    var others: [Stroke] = []
    for stroke in strokes {
      if counts[stroke.ink, default: 0] < Self.fewest {
        others.append(stroke)
      } else if let place = places[stroke.ink] {
        turns[place].append(stroke)
      } else {
        places[stroke.ink] = turns.count
        turns.append([stroke])
      }
    }
    return turns + [others]
  }

  /// Draws a stroke on the screen that curses keeps.
  func put(_ stroke: Stroke) {
    unsafe cells[stroke.cells].withUnsafeBufferPointer { buffer in
      unsafe cn_put(
        Int32(stroke.row), Int32(stroke.columns.lowerBound), buffer.baseAddress,
        Int32(buffer.count))
    }
  }
}
