/// What keeps a scenario from running, and what would be right.
public struct Problem: Hashable, Sendable {
  /// The values that are at odds, the likeliest culprit first, as in "training.tp".
  ///
  /// Never empty. A reader points at the first of them that the user has written.
  public let keyPaths: [String]
  /// What is wrong, with the figures.
  public let what: String
  /// What would be right.
  public let remedy: String

  /// Tells a problem.
  ///
  /// - Precondition: at least one key path is given.
  public init(at keyPaths: String..., what: String, remedy: String) {
    self.init(at: keyPaths, what: what, remedy: remedy)
  }

  /// Tells a problem.
  ///
  /// - Precondition: at least one key path is given.
  public init(at keyPaths: [String], what: String, remedy: String) {
    precondition(!keyPaths.isEmpty, "a problem stands somewhere: \(what)")
    self.keyPaths = keyPaths
    self.what = what
    self.remedy = remedy
  }
}

extension Problem: CustomStringConvertible {
  /// The problem on one line.
  public var description: String { "\(keyPaths[0]): \(what); \(remedy)".onOneLine }
}
