/// A condition on cards, as it is reckoned.
indirect enum FilterExpression: Hashable, Sendable {
  case any([FilterExpression])
  case all([FilterExpression])
  case not(FilterExpression)
  case number(FilterField, Comparison, Double)
  case word(FilterField, String)

  /// How a number is compared.
  enum Comparison: String, CaseIterable, Hashable, Sendable {
    case equal = "="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// Compares.
    func holds(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .equal: left == right
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }
  }

  /// Tells whether it holds of something.
  ///
  /// A card has a value of a field as often as it has dies; a comparison holds if it does for one of
  /// them.
  ///
  /// - Complexity: O(tests)
  func holds(
    numbers: (FilterField) -> [Double], words: (FilterField) -> [String]
  ) -> Bool {
    switch self {
    case .any(let parts): parts.contains { $0.holds(numbers: numbers, words: words) }
    case .all(let parts): parts.allSatisfy { $0.holds(numbers: numbers, words: words) }
    case .not(let part): !part.holds(numbers: numbers, words: words)
    case .number(let field, let comparison, let value):
      numbers(field).contains { comparison.holds($0, value) }
    case .word(let field, let word): words(field).contains(word)
    }
  }
}
