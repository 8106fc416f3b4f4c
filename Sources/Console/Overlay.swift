/// What lies over the panels.
enum Overlay: Hashable, Sendable {
  case none
  /// The key table, from a line on.
  case help(scroll: Int)
  /// A line that is being typed.
  case prompt(Prompt)
  /// Why something is as it is, from a line on.
  case why(Explanation.Subject, scroll: Int)
}
