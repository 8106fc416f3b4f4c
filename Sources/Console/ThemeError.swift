/// What is wrong with a theme, and where.
public struct ThemeError: Error, Hashable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// It is not YAML.
    case syntax(String)
    /// It is YAML, but not keys with values.
    case notAMapping
    /// A key should have text for a value.
    case notText(key: String)
    /// A slot of the palette is not given.
    case missingSlot(String)
    /// A slot of the palette has a name base16 does not have.
    case unknownSlot(String)
    /// A role does not exist.
    case unknownRole(String, remedy: String)
    /// A colour cannot be read.
    case badColour(String)
    /// A colour is missing, most likely because `#` begins a comment.
    case emptyColour(key: String)
    /// An attribute does not exist.
    case unknownAttribute(String)
    /// A line of a btop theme is not `theme[key]="colour"`.
    case notABTopLine
    /// A colour of a btop theme cannot be read.
    case badBTopColour(String)
  }

  /// What is wrong.
  public let reason: Reason
  /// The name of the file, as the caller gave it.
  public let file: String
  /// The line, counted from 1.
  public let line: Int
  /// The column, counted from 1.
  public let column: Int

  /// Where, what, and how to mend it, in one line.
  public var description: String {
    "\(file):\(line):\(column): \(explanation)"
  }

  private var explanation: String {
    switch reason {
    case .syntax(let problem): "not YAML: \(problem)"
    case .notAMapping: "expected 'key: value' lines"
    case .notText(let key): "'\(key)' needs a text for a value"
    case .missingSlot(let slot): "\(slot) is missing; a base16 palette has base00 to base0F"
    case .unknownSlot(let slot): "no slot is called '\(slot)'; base16 has base00 to base0F"
    case .unknownRole(let role, let remedy): "no role is called '\(role)'; \(remedy)"
    case .badColour(let text):
      "'\(text)' is not a colour; write \"#rrggbb\", a slot such as base0D, ansi4, or default"
    case .emptyColour(let key): "'\(key)' has no colour; one that begins with # needs quotes"
    case .unknownAttribute(let text):
      "'\(text)' is not an attribute; there are bold, dim, underline and reverse"
    case .notABTopLine: "expected theme[key]=\"#rrggbb\", as in a theme of btop"
    case .badBTopColour(let text):
      "'\(text)' is not a colour; write \"#rrggbb\", a grey as \"#gg\", or \"red green blue\""
    }
  }
}
