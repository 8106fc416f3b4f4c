/// A place in a text: where a value of a scenario stands.
public struct SourceMark: Hashable, Sendable {
  /// The file, or what stands for one: a preset's name, a setting of the command line.
  public let file: String
  /// The line, from 1; 0 where there are no lines to tell apart.
  public let line: Int
  /// The column in Unicode scalars, from 1; 0 where `line` is 0.
  public let column: Int

  /// Marks a place.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// Marks something that has no lines, as a whole.
  public init(whole file: String) {
    self.init(file: file, line: 0, column: 0)
  }
}

extension SourceMark: CustomStringConvertible {
  /// The place as compilers tell it: `FILE:LINE:COLUMN`, or `FILE` alone.
  public var description: String { line == 0 ? file : "\(file):\(line):\(column)" }
}
