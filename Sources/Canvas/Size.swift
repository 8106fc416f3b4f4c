/// The size of a canvas or a terminal in cells.
///
/// Never negative: a negative number becomes zero, so that layout arithmetic on a tiny terminal
/// ends in nothing to draw instead of a trap.
public struct Size: Hashable, Sendable, CustomStringConvertible {
  /// No cells at all.
  public static let zero = Size(columns: 0, rows: 0)

  /// The number of cells in a row.
  public let columns: Int
  /// The number of rows.
  public let rows: Int

  /// Makes a size, taking negative numbers as zero.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// Whether there is no cell.
  public var isEmpty: Bool { columns == 0 || rows == 0 }

  /// The size as users write it, such as `160x50`.
  public var description: String { "\(columns)x\(rows)" }
}
