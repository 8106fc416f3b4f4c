/// What lies over the panels.
enum Overlay: Hashable, Sendable {
  case none
  case help
  /// The prompt for a time: what was typed, and whether it could not be read.
  case seek(text: String, isWrong: Bool)
}
