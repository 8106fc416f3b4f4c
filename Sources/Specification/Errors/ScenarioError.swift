/// Why a text is no scenario: where, what is wrong, what would be right.
public struct ScenarioError: Error, Hashable, Sendable {
  /// Where it is wrong.
  public let mark: SourceMark
  /// What is wrong.
  public let what: String
  /// What would be right.
  public let remedy: String

  /// Tells what is wrong, and where.
  public init(at mark: SourceMark, what: String, remedy: String) {
    self.mark = mark
    self.what = what
    self.remedy = remedy
  }
}

extension ScenarioError: CustomStringConvertible {
  /// The error on one line: `FILE:LINE:COLUMN: what is wrong; what would be right`.
  public var description: String { "\(mark): \(what); \(remedy)".onOneLine }
}
