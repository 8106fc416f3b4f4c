extension StringProtocol {
  /// Returns the text in lines of at most so many columns, broken at spaces.
  ///
  /// A word that is longer than a line is cut; line breaks in the text stay. Spaces at the ends of
  /// lines are left out.
  public func wrapped(columns limit: Int) -> [String] {
    guard limit > 0 else { return [] }
    var lines: [String] = []
    for paragraph in split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var used = 0
      for word in paragraph.split(separator: " ") {
        let columns = word.columns
        if used > 0, used + 1 + columns <= limit {
          line += " " + word
          used += 1 + columns
          continue
        }
        if used > 0 { lines.append(line) }
        (line, used) = Self.cut(word, limit: limit, into: &lines)
      }
      lines.append(line)
    }
    return lines
  }

  /// Puts the parts of a long word into lines of their own, and returns the last part.
  private static func cut(
    _ word: some StringProtocol, limit: Int, into lines: inout [String]
  ) -> (String, Int) {
    var part = ""
    var used = 0
    for character in word {
      let columns = String(character).columns
      if used + columns > limit, used > 0 {
        lines.append(part)
        (part, used) = ("", 0)
      }
      part.append(character)
      used += columns
    }
    return (part, used)
  }
}
