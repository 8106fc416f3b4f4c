/// The kind of terminal to tell curses about.
enum TerminalType {
  /// Returns the types to try, best first.
  ///
  /// Terminals of 24-bit colour mostly go by the name of one of 256 and set `COLORTERM` besides;
  /// where terminfo has an entry for what they really are, that is the better one.
  static func candidates(type: String, colourTerm: String?) -> [String] {
    let suffix = "-256color"
    guard colourTerm == "truecolor" || colourTerm == "24bit", type.hasSuffix(suffix) else {
      return [type]
    }
    return [type.dropLast(suffix.count) + "-direct", type]
  }
}
