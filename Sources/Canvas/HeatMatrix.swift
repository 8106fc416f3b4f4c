/// A matrix whose values are shown by colour.
public struct HeatMatrix: Hashable, Sendable {
  /// How many values a column has.
  public let rows: Int
  /// How many values a row has.
  public let columns: Int
  /// The values, row by row, from 0 to 1; what is not a number is left blank.
  public let values: [Double]

  /// Makes a matrix.
  ///
  /// - Precondition: There are as many values as rows times columns.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(
      rows >= 0 && columns >= 0 && values.count == rows * columns,
      "\(values.count) values for \(rows) by \(columns)")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Makes a matrix by asking for each value.
  public init(rows: Int, columns: Int, value: (_ row: Int, _ column: Int) -> Double) {
    self.init(
      rows: max(0, rows), columns: max(0, columns),
      values: (0..<max(0, rows)).flatMap { row in
        (0..<max(0, columns)).map { value(row, $0) }
      })
  }

  /// Returns the matrix with neighbours merged until it has at most so many rows and columns.
  ///
  /// The largest of merged values stays, so that no hot spot is lost.
  public func merged(rows limit: Int, columns columnLimit: Int) -> HeatMatrix {
    guard limit < rows || columnLimit < columns else { return self }
    let height = min(max(limit, 0), rows)
    let width = min(max(columnLimit, 0), columns)
    return HeatMatrix(rows: height, columns: width) { row, column in
      var largest = Double.nan
      for from in row * rows / height..<(row + 1) * rows / height {
        for column in column * columns / width..<(column + 1) * columns / width {
          let value = values[from * columns + column]
          if !(value <= largest), !value.isNaN { largest = value }
        }
      }
      return largest
    }
  }
}
