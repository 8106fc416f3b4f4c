import Specification

/// Reads a filter.
///
///     filter     = all *("|" all)
///     all        = not *("&" not)
///     not        = *"!" (test | "(" filter ")")
///     test       = field operator value | phase | "failed"
///     operator   = "=" | "!=" | "<" | "<=" | ">" | ">="
///
/// A phase by itself stands for `phase=` it. Spaces mean nothing.
struct FilterParser {
  /// How deep parentheses may be nested: a line from a file cannot exhaust the stack.
  static let deepest = 64

  private let text: [Character]
  private var place = 0
  private var depth = 0

  init(_ text: String) { self.text = Array(text) }

  /// Reads all of the text.
  mutating func parse() throws(LineError) -> FilterExpression {
    let expression = try any()
    skipSpaces()
    guard place == text.count else {
      throw error(
        at: place, "'\(text[place])' is not expected here",
        text[place] == ")" ? "remove it, or open a parenthesis" : "write & or | between conditions")
    }
    return expression
  }

  private mutating func any() throws(LineError) -> FilterExpression {
    var parts = [try all()]
    while take("|") { parts.append(try all()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func all() throws(LineError) -> FilterExpression {
    var parts = [try not()]
    while take("&") { parts.append(try not()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func not() throws(LineError) -> FilterExpression {
    var isNegated = false
    while take("!") { isNegated.toggle() }
    let inner = try operand()
    return isNegated ? .not(inner) : inner
  }

  private mutating func operand() throws(LineError) -> FilterExpression {
    let start = place
    guard take("(") else { return try test() }
    depth += 1
    guard depth <= Self.deepest else {
      throw error(
        at: start, "parentheses are nested \(depth) deep", "nest at most \(Self.deepest)")
    }
    let inner = try any()
    guard take(")") else {
      throw error(at: place, "a parenthesis is not closed", "write ')' here")
    }
    depth -= 1
    return inner
  }

  private mutating func test() throws(LineError) -> FilterExpression {
    skipSpaces()
    let start = place
    let name = word()
    guard !name.isEmpty else {
      throw error(
        at: start,
        place < text.count ? "'\(text[place])' is no condition" : "a condition is missing",
        "write one such as phase=update, hbm>90 or rack=7")
    }
    let afterName = place
    guard let sign = readSign() else { return try bare(name, at: start, end: afterName) }
    guard let field = FilterField(rawValue: name) else {
      throw error(
        at: start, "a card has no '\(name.prefix(24))'",
        Suggestion.remedy(for: name, among: FilterField.allCases.map(\.rawValue)))
    }
    skipSpaces()
    let valueStart = place
    let value = word()
    let isNegated = sign == "!="
    let test: FilterExpression
    switch field.kind {
    case .words(let words):
      guard sign == "=" || sign == "!=" else {
        throw error(at: afterName, "'\(field)' is a word and has no order", "write = or !=")
      }
      guard words.contains(value) else {
        throw error(
          at: valueStart,
          value.isEmpty ? "a value is missing" : "'\(value.prefix(24))' is no \(field)",
          Suggestion.remedy(for: value, among: words))
      }
      test = .word(field, value)
    case .number:
      guard let number = Self.number(value) else {
        throw error(
          at: valueStart,
          value.isEmpty ? "a value is missing" : "'\(value.prefix(24))' is no number",
          "write a number, such as \(field)\(sign)7")
      }
      test = .number(field, .init(rawValue: isNegated ? "=" : sign) ?? .equal, number)
    }
    return isNegated ? .not(test) : test
  }

  /// A word by itself: a phase, or whether the card is down.
  private func bare(
    _ name: String, at start: Int, end: Int
  ) throws(LineError) -> FilterExpression {
    guard case .words(let phases) = FilterField.phase.kind else {
      return .word(.phase, name)
    }
    if phases.contains(name) { return .word(.phase, name) }
    if FilterField(rawValue: name) != nil {
      throw error(
        at: end, "'\(name)' is compared with nothing", "write =, !=, <, <=, > or >= and a value")
    }
    throw error(
      at: start, "there is no phase or field '\(name.prefix(24))'",
      Suggestion.remedy(for: name, among: phases + FilterField.allCases.map(\.rawValue)))
  }

  private static func number(_ word: String) -> Double? {
    var digits = word
    var factor = 1.0
    switch digits.last {
    case "K", "k": factor = 1e3
    case "M": factor = 1e6
    case "%": break
    default: factor = 0
    }
    if factor > 0 { digits.removeLast() }
    guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }),
      let value = Double(digits), value.isFinite
    else { return nil }
    return value * max(1, factor)
  }
}

extension FilterParser {
  private mutating func skipSpaces() {
    while place < text.count, text[place] == " " { place += 1 }
  }

  /// Takes a character, if it comes next.
  private mutating func take(_ character: Character) -> Bool {
    skipSpaces()
    // What comes next may be "!=", which is no "!".
    guard place < text.count, text[place] == character else { return false }
    place += 1
    return true
  }

  /// Takes a comparison, if one comes next.
  private mutating func readSign() -> String? {
    skipSpaces()
    for sign in ["!=", "<=", ">=", "==", "=", "<", ">"]
    where text[place...].starts(with: sign) {
      place += sign.count
      return sign == "==" ? "=" : sign
    }
    return nil
  }

  private mutating func word() -> String {
    let start = place
    while place < text.count,
      text[place].isLetter || text[place].isNumber || "-_.%".contains(text[place])
    {
      place += 1
    }
    return String(text[start..<place])
  }

  private func error(at place: Int, _ what: String, _ remedy: String) -> LineError {
    LineError(column: place + 1, what: what, remedy: remedy)
  }
}
