/// Why a terminal cannot be used.
public enum TerminalError: Error, Hashable, CustomStringConvertible {
  /// Input or output is a file or a pipe.
  case notATerminal
  /// The environment does not say what kind of terminal it is.
  case noType
  /// Terminfo has no entry for the kind of terminal there is.
  case unknownType(String)
  /// The terminal cannot place its cursor.
  case tooSimple(String)
  /// Another screen holds the terminal.
  case taken
  /// The operating system refused something.
  case refused(what: String, code: Int32)

  /// What is wrong, and how to mend it.
  public var description: String {
    switch self {
    case .notATerminal: "standard input and standard output have to be a terminal"
    case .noType: "TERM is not set; try TERM=xterm-256color"
    case .unknownType(let type):
      "TERM is '\(type)', which terminfo does not know here; try TERM=xterm-256color"
    case .tooSimple(let type):
      "TERM is '\(type)', a terminal that cannot place its cursor; try TERM=xterm-256color"
    case .taken: "the terminal is in use by another screen of this process"
    case .refused(let what, let code): "\(what) failed: \(SystemMessage.text(for: code))"
    }
  }
}
