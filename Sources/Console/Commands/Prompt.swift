/// A line that is being typed.
///
/// There is one language: a prompt for a time or a filter is the command line with the command's name
/// typed already.
struct Prompt: Hashable, Sendable {
  /// What is asked for.
  enum Kind: Int, CaseIterable, Hashable, Sendable {
    case command, time, filter

    /// What stands before the text to make it a command.
    var prefix: String {
      switch self {
      case .command: ""
      case .time: "go "
      case .filter: "filter "
      }
    }

    /// What stands at the left of the line.
    var label: String {
      switch self {
      case .command: ":"
      case .time: "go to "
      case .filter: "/"
      }
    }

    /// What may be typed, as long as nothing is.
    var hint: String {
      switch self {
      case .command: "a command; Tab lists them"
      case .time: "1:42:07, 90s, 2h, +5m from now, -30s, step 17, latest, crosshair"
      case .filter: "phase=update & hbm>90 | rack=7; an empty line shows all"
      }
    }
  }

  /// What is asked for.
  let kind: Kind
  /// What was typed.
  var text = ""
  /// What is wrong with it, since it was accepted.
  var error: LineError?
  /// How far back in the history the text is from; 0 for a text of its own.
  var age = 0
  /// What was typed before the history was looked through.
  var draft = ""

  /// The longest line.
  static let longest = 240

  /// The whole command.
  var line: String { kind.prefix + text }

  /// What is typed now may be completed like this: what is offered for the last word.
  var offers: [String] { Completion(line).offers }

  /// Takes a character.
  mutating func type(_ character: Character) {
    guard text.count < Self.longest else { return }
    text.append(character)
    error = nil
    age = 0
  }

  /// Removes the last character.
  mutating func erase() {
    if !text.isEmpty { text.removeLast() }
    error = nil
    age = 0
  }

  /// Completes the last word as far as what is offered agrees.
  mutating func complete() {
    text = String(Completion(line).completed.dropFirst(kind.prefix.count))
    error = nil
    age = 0
  }

  /// Goes through the lines that were accepted before, newest last.
  mutating func recall(older: Bool, from history: [String]) {
    let next = age + (older ? 1 : -1)
    guard (0...history.count).contains(next) else { return }
    if age == 0 { draft = text }
    text = next == 0 ? draft : history[history.count - next]
    age = next
    error = nil
  }
}
