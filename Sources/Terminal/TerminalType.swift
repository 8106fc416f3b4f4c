import CNcurses

/// The kind of terminal to tell curses about.
struct TerminalType: Equatable {
  /// Its name in terminfo.
  let name: String
  /// An entry to use instead of the one on disk, in hexadecimal digits.
  let entry: String?

  /// What begins the names of terminals that do what xterm does and came after many a terminfo.
  private static let kinOfXterm = [
    "alacritty", "contour", "foot", "ghostty", "iterm2", "kitty", "konsole", "rio", "st-256color",
    "vte", "wezterm", "xterm-direct", "xterm-ghostty", "xterm-kitty",
  ]

  /// Returns the types to try, best first.
  ///
  /// Who is at a machine from afar brings a name along that its terminfo may not have; xterm's stands
  /// in for those that are like it.
  static func candidates(
    type: String, environment: (String) -> String?, read: (String) -> [UInt8]?
  ) -> [TerminalType] {
    let own = candidates(named: type, environment: environment, read: read)
    guard kinOfXterm.contains(where: type.hasPrefix) else { return own }
    return own + candidates(named: "xterm-256color", environment: environment, read: read)
  }

  /// Returns the types to try for one name.
  ///
  /// Terminals of 24-bit colour mostly go by the name of one of 256 and set `COLORTERM` besides.
  /// Where terminfo has an entry for what they really are, that is the best one; or else one is
  /// made.
  private static func candidates(
    named type: String, environment: (String) -> String?, read: (String) -> [UInt8]?
  ) -> [TerminalType] {
    let usual = TerminalType(name: type, entry: nil)
    let colourTerm = environment("COLORTERM")
    // GNU screen inherits the variable but not the ability; tmux under the same name has both.
    let isScreen = type.hasPrefix("screen") && environment("TMUX") == nil
    guard colourTerm == "truecolor" || colourTerm == "24bit", !isScreen else { return [usual] }
    var candidates: [TerminalType] = []
    let suffix = "-256color"
    if type.hasSuffix(suffix) {
      candidates.append(TerminalType(name: type.dropLast(suffix.count) + "-direct", entry: nil))
    }
    if let bytes = read(type), let entry = TerminfoEntry(bytes)?.direct(resetsWithSGR: true) {
      candidates.append(TerminalType(name: type, entry: Self.hexadecimal(entry.bytes)))
    }
    return candidates + [usual]
  }

  /// Makes terminfo's functions speak of this type; false if there is no such type.
  ///
  /// An entry of our own is handed over in the environment, which has to stay so until curses has
  /// read it, too.
  func open(on terminal: Int32, terminfo: String?) -> Bool {
    Environment.set("TERMINFO", to: entry.map { "hex:\($0)" } ?? terminfo)
    return unsafe cn_open_type(name, terminal)
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
