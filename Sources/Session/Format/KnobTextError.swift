import Specification

/// Why a text is no knob.
public struct KnobTextError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// There is no word.
    case empty
    /// No knob has the name; the names that there are follow.
    case unknownKnob(String, knobs: [String])
    /// The knob has no such setting; the settings that it has follow.
    case badSetting(String, settings: String)
  }

  /// What was read.
  public let text: String
  /// What is wrong with it.
  public let reason: Reason

  /// What is wrong, and what would be right.
  public var description: String {
    switch reason {
    case .empty: "no knob is named; write one such as 'fusion on'"
    case .unknownKnob(let name, let knobs):
      "there is no knob '\(name)'; \(Suggestion.remedy(for: name, among: knobs))"
    case .badSetting(let name, let settings):
      "'\(text)' is no setting of '\(name)'; write '\(name)' and \(settings)"
    }
  }
}
