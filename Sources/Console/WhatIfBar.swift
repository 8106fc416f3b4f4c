import Canvas

/// How the what-if bar is laid out.
enum WhatIfBar {
  /// Columns that a knob needs at least.
  static let leastColumns = 26

  /// Knobs that stand side by side.
  static func perLine(columns: Int) -> Int {
    let count = KnobSlot.allCases.count
    let most = min(max(1, columns / leastColumns), count)
    // As even as can be: three and two, not four and one.
    let lines = (count + most - 1) / most
    return (count + lines - 1) / lines
  }

  /// Lines that all knobs take.
  static func lines(columns: Int) -> Int {
    let count = KnobSlot.allCases.count
    return (count + perLine(columns: columns) - 1) / perLine(columns: columns)
  }

  /// The cells of the knobs, in order, for a bar without its border.
  static func cells(in rect: Rect) -> [Rect] {
    let perLine = perLine(columns: rect.columns)
    let columns = rect.splitColumns(Array(repeating: .share(), count: perLine))
    return KnobSlot.allCases.map { slot in
      let column = columns[slot.rawValue % perLine]
      return Rect(
        column: column.column, row: rect.row + slot.rawValue / perLine, columns: column.columns,
        rows: slot.rawValue / perLine < rect.rows ? 1 : 0)
    }
  }
}
