/// A line of the key table: keys, what they do, and how help and hints tell it.
struct KeyBinding: Hashable, Sendable {
  /// Where the keys have their meaning.
  enum Context: Hashable, Sendable, CaseIterable {
    case console, prompt
  }

  /// A part of the help.
  enum Section: String, CaseIterable, Hashable, Sendable {
    case whatIf = "What if"
    case time = "Time"
    case charts = "Timeline and charts"
    case cards = "Cards"
    case screen = "Screen"
    case prompt = "At a prompt"
  }

  let keys: [Key]
  let action: Action
  let section: Section
  /// What it does, as the help tells it.
  let help: String
  /// What it does in a word, for the hints at the bottom; `nil` to stay out of them.
  let hint: String?

  init(_ keys: [Key], _ action: Action, _ section: Section, _ help: String, hint: String? = nil) {
    self.keys = keys
    self.action = action
    self.section = section
    self.help = help
    self.hint = hint
  }

  var context: Context { section == .prompt ? .prompt : .console }
}
