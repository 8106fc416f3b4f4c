import ArgumentParser
import Canvas

/// The size of a frame, as in "160x50".
struct FrameSize: CustomStringConvertible {
  let size: Size

  /// As it is typed.
  var description: String { "\(size.columns)x\(size.rows)" }

  init(_ size: Size) {
    self.size = size
  }

  /// Reads a size.
  ///
  /// - Throws: `ValidationError` that tells what would be right.
  init(_ argument: String) throws {
    let numbers = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let columns = numbers[0], let rows = numbers[1],
      (1...1000).contains(columns), (1...1000).contains(rows)
    else {
      throw ValidationError(
        "'\(argument)' is no size; write columns and rows from 1 to 1000, as in 160x50")
    }
    size = Size(columns: columns, rows: rows)
  }
}
