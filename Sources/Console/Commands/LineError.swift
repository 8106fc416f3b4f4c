/// What is wrong with a line that was typed, where, and what would be right.
public struct LineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The column in characters, from 1.
  public let column: Int
  /// What is wrong.
  public let what: String
  /// What would be right.
  public let remedy: String

  /// Tells what is wrong.
  public init(column: Int, what: String, remedy: String) {
    self.column = column
    self.what = what
    self.remedy = remedy
  }

  /// The error in one line.
  public var description: String { "column \(column): \(what); \(remedy)" }

  /// The same in a line that has so many characters before.
  func moved(by columns: Int) -> LineError {
    LineError(column: column + columns, what: what, remedy: remedy)
  }
}
