import Session
import Specification

/// How a command is written: its name, what may follow, and what it does.
struct CommandForm: Sendable {
  /// The first word.
  let name: String
  /// What may follow, as the list of commands writes it, as in `[on|off]`.
  let parameter: String
  /// The words that may follow, where they are few: what completion offers.
  let choices: [String]
  /// What it does.
  let help: String
  /// Reads what follows the name.
  let read: @Sendable (String) throws(LineError) -> Action?

  /// A command without a parameter.
  static func plain(_ name: String, _ action: Action, _ help: String) -> CommandForm {
    CommandForm(name: name, parameter: "", choices: [], help: help) { $0.isEmpty ? action : nil }
  }

  /// A command with one of a few words; an empty word stands for none.
  static func words(
    _ name: String, _ words: KeyValuePairs<String, Action>, _ help: String
  ) -> CommandForm {
    let pairs = words.map { ($0.key, $0.value) }
    let choices = pairs.map(\.0).filter { !$0.isEmpty }
    let list = choices.joined(separator: "|")
    return CommandForm(
      name: name, parameter: choices.count < pairs.count ? "[\(list)]" : list, choices: choices,
      help: help
    ) { text in pairs.first { $0.0 == text }?.1 }
  }

  /// A command with a parameter that a function reads.
  static func value(
    _ name: String, _ parameter: String, choices: [String] = [], _ help: String,
    read: @escaping @Sendable (String) -> Action?
  ) -> CommandForm {
    CommandForm(name: name, parameter: parameter, choices: choices, help: help) { read($0) }
  }

  /// The command as the list of commands writes it.
  var synopsis: String { parameter.isEmpty ? name : "\(name) \(parameter)" }
}
