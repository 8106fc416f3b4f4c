import Canvas

/// How the what-if bar is laid out.
enum WhatIfBar {
  /// Columns that a knob needs at least.
  static let leastColumns = 26

  /// Rows of a screen from which on it shows most knobs in a border; below, the first without one.
  static let roomyRows = 30

  /// The knobs that a screen of so many rows shows.
  static func slots(screenRows: Int) -> [KnobSlot] {
    Array(
      KnobSlot.allCases.prefix(screenRows >= roomyRows ? KnobSlot.barred : KnobSlot.brief))
  }

  /// Knobs that stand side by side.
  static func perLine(_ count: Int, columns: Int) -> Int {
    let most = min(max(1, columns / leastColumns), count)
    // As even as can be: three and two, not four and one.
    let lines = (count + most - 1) / most
    return (count + lines - 1) / lines
  }

  /// Lines that the knobs take.
  static func lines(columns: Int, screenRows: Int) -> Int {
    let count = slots(screenRows: screenRows).count
    let perLine = perLine(count, columns: columns)
    return (count + perLine - 1) / perLine
  }

  /// The cells of the knobs, in order, for a bar without its border.
  static func cells(in rect: Rect, screenRows: Int) -> [(slot: KnobSlot, cell: Rect)] {
    let slots = slots(screenRows: screenRows)
    let perLine = perLine(slots.count, columns: rect.columns)
    let columns = rect.splitColumns(Array(repeating: .share(), count: perLine))
    return slots.enumerated().map { index, slot in
      let column = columns[index % perLine]
      return (
        slot,
        Rect(
          column: column.column, row: rect.row + index / perLine, columns: column.columns,
          rows: index / perLine < rect.rows ? 1 : 0)
      )
    }
  }
}
