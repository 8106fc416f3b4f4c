import Yams

/// Tells where in a text the parser's findings stand.
struct YAMLPlaces {
  /// The file's name.
  let file: String
  /// The text.
  let text: String
  /// The place of everything, for texts without lines of their own.
  let fixedMark: SourceMark?
  /// Lines in the text; a last line break begins no other.
  private let lineCount: Int

  /// Prepares to tell places in a text.
  init(file: String, text: String, fixedMark: SourceMark?) {
    self.file = file
    self.text = text
    self.fixedMark = fixedMark
    let breaks = text.utf8.count { $0 == UInt8(ascii: "\n") }
    let hasLastBreak = text.utf8.last == UInt8(ascii: "\n")
    lineCount = max(1, breaks + (hasLastBreak ? 0 : 1))
  }

  /// The start of the text.
  var start: SourceMark { fixedMark ?? SourceMark(file: file, line: 1, column: 1) }

  /// The place of one of the parser's marks; one past the end is drawn back to the last line.
  func mark(_ mark: Mark?) -> SourceMark {
    guard let mark, fixedMark == nil else { return start }
    guard mark.line <= lineCount else {
      return SourceMark(file: file, line: lineCount, column: 1)
    }
    return SourceMark(file: file, line: max(1, mark.line), column: max(1, mark.column))
  }

  /// The place of a byte.
  func mark(ofByte offset: Int) -> SourceMark {
    guard fixedMark == nil else { return start }
    var line = 1
    var column = 1
    for byte in text.utf8.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return SourceMark(file: file, line: min(line, lineCount), column: column)
  }

  /// What one of the parser's errors says, in our words.
  func error(_ error: any Error) -> ScenarioError {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      return syntaxError(problem, at: self.mark(mark))
    case YamlError.reader(let problem, let offset, _, _):
      return ScenarioError(
        at: mark(ofByte: offset ?? 0), what: "not YAML: \(problem)",
        remedy: "take the character out, or write it as an escape in double quotes")
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      return duplicateError(keys.first ?? "", firstAt: context.mark)
    default:
      return ScenarioError(
        at: start, what: "not YAML: \(error)", remedy: "correct the text")
    }
  }

  /// Words for a slip of syntax.
  private func syntaxError(_ problem: String, at mark: SourceMark) -> ScenarioError {
    let remedy =
      switch problem {
      case "mapping values are not allowed in this context":
        "begin the key on a line of its own, or quote a value that holds a colon"
      case "could not find expected ':'": "end the key with a colon and a space"
      case "did not find expected key": "indent this line like the keys beside it"
      case "did not find expected ',' or ']'": "separate items by commas and close the list with ]"
      case "did not find expected ',' or '}'":
        "separate keys by commas and close the mapping with }"
      case "did not find expected '-' indicator": "begin each item of the list with '- '"
      case "found unexpected end of stream": "close the quotation"
      case "found character that cannot start any token":
        "indent with spaces instead of tabs, and quote values that begin with a sign"
      case "found a tab character that violates indentation": "indent with spaces instead of tabs"
      case "found undefined alias": "write the value out"
      case "but found another document": "keep one document a file, without a second '---'"
      default: "correct the line"
      }
    return ScenarioError(at: mark, what: "not YAML: \(problem)", remedy: remedy)
  }

  /// The error for a key that is given twice, at the second of them where it can be found.
  private func duplicateError(_ key: String, firstAt first: Mark) -> ScenarioError {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = String(repeating: " ", count: max(0, first.column - 1)) + "\(key):"
    let second = lines.indices.dropFirst(first.line).first { lines[$0].hasPrefix(start) }
    let remedy = "keep one of them"
    guard let second, fixedMark == nil else {
      return ScenarioError(
        at: mark(first), what: "key \(key.cited) is given twice", remedy: remedy)
    }
    return ScenarioError(
      at: SourceMark(file: file, line: second + 1, column: first.column),
      what: "key \(key.cited) is given twice, first on line \(first.line)", remedy: remedy)
  }
}
