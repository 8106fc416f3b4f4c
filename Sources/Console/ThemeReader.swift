import Canvas
import Specification
import Yams

/// Reads the parts of a theme's YAML, and says where something is wrong.
struct ThemeReader {
  /// A key with its value.
  struct Pair {
    let key: String
    let keyNode: Node
    let value: Node
  }

  let file: String

  func root(of yaml: String) throws(ThemeError) -> Node {
    do {
      guard let root = try compose(yaml: yaml) else { throw error(.notAMapping, at: nil) }
      return root
    } catch let error as ThemeError {
      throw error
    } catch let problem as YamlError {
      throw syntaxError(problem)
    } catch {
      throw self.error(.syntax("\(error)"), at: nil)
    }
  }

  func mapping(of node: Node) throws(ThemeError) -> [Pair] {
    guard let mapping = node.mapping else { throw error(.notAMapping, at: node) }
    var pairs: [Pair] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { throw error(.notAMapping, at: key) }
      pairs.append(Pair(key: name, keyNode: key, value: value))
    }
    return pairs
  }

  func text(_ key: String, in pairs: [Pair]) throws(ThemeError) -> String? {
    guard let pair = pairs.first(where: { $0.key == key }) else { return nil }
    guard let text = pair.value.scalar?.string else {
      throw error(.notText(key: key), at: pair.value)
    }
    return text
  }

  /// Returns the sixteen colours of a palette.
  func slots(in pairs: [Pair]) throws(ThemeError) -> [Colour] {
    var slots: [Colour?] = Array(repeating: nil, count: 16)
    for pair in pairs where pair.key.hasPrefix("base") {
      // Base24 has eight more, which nothing here is made of.
      guard let index = Self.slot(pair.key), index < 24 else {
        throw error(.unknownSlot(pair.key), at: pair.keyNode)
      }
      let ink = try ink(pair, slots: [])
      if index < 16 { slots[index] = ink.colour }
    }
    var all: [Colour] = []
    for (index, slot) in slots.enumerated() {
      guard let slot else {
        let digit = String(index, radix: 16, uppercase: true)
        throw error(.missingSlot("base0" + digit), at: pairs.first?.keyNode)
      }
      all.append(slot)
    }
    return all
  }

  func role(_ pair: Pair) throws(ThemeError) -> ThemeRole {
    guard let role = ThemeRole(rawValue: pair.key) else {
      let names = ThemeRole.allCases.map(\.rawValue)
      let remedy = Suggestion.remedy(for: pair.key, among: names)
      throw error(.unknownRole(pair.key, remedy: remedy), at: pair.keyNode)
    }
    return role
  }

  /// Reads a colour and the attributes behind it.
  func ink(_ pair: Pair, slots: [Colour]) throws(ThemeError) -> Theme.Ink {
    guard let text = pair.value.scalar?.string else {
      throw error(.notText(key: pair.key), at: pair.value)
    }
    let words = text.split(separator: " ").map(String.init)
    guard let first = words.first, first != "null", first != "~" else {
      throw error(.emptyColour(key: pair.key), at: pair.keyNode)
    }
    guard let colour = Self.colour(first, slots: slots) else {
      throw error(.badColour(first), at: pair.value)
    }
    var attributes: Attributes = []
    for word in words.dropFirst() {
      guard let attribute = Self.attributes[word] else {
        throw error(.unknownAttribute(word), at: pair.value)
      }
      attributes.formUnion(attribute)
    }
    return Theme.Ink(colour, attributes)
  }

  private static let attributes: [String: Attributes] = [
    "bold": .bold, "dim": .dim, "underline": .underline, "reverse": .reverse,
  ]

  private static func colour(_ word: String, slots: [Colour]) -> Colour? {
    if word == "default" { return .terminalDefault }
    if word.hasPrefix("ansi"), let index = UInt8(word.dropFirst(4)) { return .indexed(index) }
    if let index = slot(word), slots.indices.contains(index) { return slots[index] }
    let digits = word.hasPrefix("#") ? word.dropFirst() : word[...]
    guard digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    switch digits.count {
    case 6: return UInt32(digits, radix: 16).map { RGB($0).colour }
    case 3: return UInt32(digits.map { "\($0)\($0)" }.joined(), radix: 16).map { RGB($0).colour }
    default: return nil
    }
  }

  /// Returns the number in a name such as `base0D`.
  private static func slot(_ name: String) -> Int? {
    guard name.utf8.count == 6, name.hasPrefix("base") else { return nil }
    return Int(name.dropFirst(4), radix: 16)
  }

  private func error(_ reason: ThemeError.Reason, at node: Node?) -> ThemeError {
    ThemeError(
      reason: reason, file: file, line: node?.mark?.line ?? 1, column: node?.mark?.column ?? 1)
  }

  private func syntaxError(_ problem: YamlError) -> ThemeError {
    switch problem {
    case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
      .composer(_, let text, let mark, _):
      ThemeError(reason: .syntax(text), file: file, line: mark.line, column: mark.column)
    case .duplicatedKeysInMapping(let duplicates, let context):
      ThemeError(
        reason: .syntax("\(duplicates.map { "'\($0)'" }.joined(separator: ", ")) is there twice"),
        file: file, line: context.mark.line, column: context.mark.column)
    default: error(.syntax("\(problem)"), at: nil)
    }
  }
}
