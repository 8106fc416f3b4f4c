/// A file of the package, cut up as far as the rules need it.
struct SourceFile: Sendable {
  /// Relative to the root of the package.
  let path: String
  let text: String

  /// The lines without the end of the last.
  var lines: [Substring] {
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    return all.last == "" ? all.dropLast() : all
  }

  /// The lines without comments and without what stands in string literals.
  var code: [String] {
    var isInText = false
    return lines.map { line in
      // A line with three quotes begins or ends a text of several lines.
      let turns = line.contains("\"\"\"") && !line.contains("// ")
      defer { if turns { isInText.toggle() } }
      return isInText ? "" : Self.stripped(line)
    }
  }

  /// The modules that the file imports.
  var imports: Set<String> {
    Set(
      code.compactMap { line in
        let words = Self.words(line)
        guard let position = words.firstIndex(of: "import"),
          words[..<position].allSatisfy({ Self.importAttributes.contains($0) })
        else { return nil }
        return words.dropFirst(position + 1).first { !Self.importKinds.contains($0) }
      })
  }

  /// The words of code that are among those asked for, with their line numbers.
  func uses(of words: Set<String>) -> [Finding] {
    code.enumerated().flatMap { number, line in
      Self.words(line).filter { words.contains($0) }
        .map { Finding(path: path, line: number + 1, what: $0) }
    }
  }

  /// The identifiers and keywords of a line of code, in order.
  static func words(_ line: String) -> [String] {
    line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
  }

  private static let importAttributes: Set = [
    "testable", "preconcurrency", "public", "package", "internal", "private", "fileprivate",
    "_exported", "unsafe",
  ]
  private static let importKinds: Set = [
    "struct", "enum", "class", "protocol", "func", "var", "let", "typealias", "actor",
  ]

  private static func stripped(_ line: Substring) -> String {
    var result = ""
    var isInString = false
    var previous: Character = " "
    for character in line {
      if !isInString, character == "/", previous == "/" { return String(result.dropLast()) }
      if character == "\"", previous != "\\" { isInString.toggle() }
      if !isInString || character == "\"" { result.append(character) }
      previous = character
    }
    return result
  }
}
