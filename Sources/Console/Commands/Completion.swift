/// How a line that is being typed can go on.
struct Completion: Hashable, Sendable {
  /// The words that the last one can become.
  let offers: [String]
  /// The line with the last word completed as far as all offers agree.
  let completed: String

  /// Completes a command.
  init(_ line: String) {
    let body = line.drop { $0 == " " }
    let name = body.prefix { $0 != " " }
    guard name.count < body.count else {
      self.init(line, word: name, among: CommandForm.all.map(\.name))
      return
    }
    let choices = CommandForm.all.first { $0.name == name }?.choices ?? []
    // The last word, which in a filter begins behind an operator.
    let word = body.suffix(while: { $0.isLetter || $0.isNumber || "-#.".contains($0) })
    let before = body.dropLast(word.count).drop { $0 != " " }
    let values = name == "filter" ? Self.values(behind: before) : nil
    self.init(line, word: word, among: values ?? choices)
  }

  /// The words that a filter's field can have, where an operator and the field stand before.
  private static func values(behind text: Substring) -> [String]? {
    var rest = text
    while rest.last == " " { rest.removeLast() }
    guard rest.last == "=" else { return nil }
    while let last = rest.last, "=!".contains(last) { rest.removeLast() }
    while rest.last == " " { rest.removeLast() }
    let name = rest.suffix(while: { $0.isLetter })
    guard let field = FilterField(rawValue: String(name)) else { return nil }
    if case .words(let words) = field.kind { return words }
    return []
  }

  private init(_ line: String, word: Substring, among choices: [String]) {
    offers = choices.filter { $0.hasPrefix(word) }
    guard let first = offers.first else {
      completed = line
      return
    }
    var common = first
    for offer in offers.dropFirst() {
      common = String(zip(common, offer).prefix { $0 == $1 }.map(\.0))
    }
    let isWhole = offers.count == 1 && word.count == line.drop { $0 == " " }.count
    completed = String(line.dropLast(word.count)) + common + (isWhole ? " " : "")
  }
}

extension Substring {
  /// The longest end whose characters all fulfil a condition.
  fileprivate func suffix(while condition: (Character) -> Bool) -> Substring {
    var start = endIndex
    while start > startIndex, condition(self[index(before: start)]) {
      start = index(before: start)
    }
    return self[start...]
  }
}
