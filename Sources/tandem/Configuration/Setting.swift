import Specification

/// Something the user may settle once and for all: how the console is shown.
///
/// The names stand in the configuration file, and, in capitals with TANDEM_ before them, in the
/// environment.
enum Setting: String, CaseIterable {
  case theme, speed, paused, glyphs, colours, mouse, guardian = "guard"
  case frameRate = "frame-rate"
  case lowBandwidth = "low-bandwidth"

  /// The environment's name for it, as in TANDEM_FRAME_RATE.
  var variable: String {
    "TANDEM_" + rawValue.uppercased().split(separator: "-").joined(separator: "_")
  }

  /// What holds if nobody says anything.
  var usual: String {
    switch self {
    case .theme: "dark"
    case .speed, .glyphs, .colours: "auto"
    case .frameRate: "4"
    case .mouse, .guardian: "yes"
    case .paused, .lowBandwidth: "no"
    }
  }

  /// What it does, for the file's comments.
  var help: String {
    switch self {
    case .theme: "A theme's name or file; 'tandem themes list' tells the names."
    case .speed: "Simulated seconds a second of the wall, max, or auto for what suits the run."
    case .paused: "Start with the clock stopped: yes or no."
    case .frameRate: "Frames a second while the clock runs, 0.2 to 30."
    case .glyphs: "auto, or at most unicode, blocks or ascii."
    case .colours: "auto, or at most 24-bit, 256, 16, 8 or none."
    case .mouse: "Take the mouse: yes, or no to leave it to the terminal."
    case .guardian:
      "Run below a small parent that restores the terminal even after kill -9: yes or no."
    case .lowBandwidth: "Send at most 2 kB a second: yes or no."
    }
  }

  /// The words it takes; `nil` where there are too many to list.
  var words: [String]? {
    switch self {
    case .theme, .speed, .frameRate: nil
    case .glyphs: GlyphChoice.allCases.map(\.rawValue)
    case .colours: ColourChoice.allCases.map(\.rawValue)
    case .paused, .mouse, .guardian, .lowBandwidth: ["yes", "no"]
    }
  }

  /// What is wrong with a value, and what would be right; `nil` if nothing is.
  func problem(with value: String) -> String? {
    switch self {
    case .theme:
      return value.isEmpty ? "no theme is named; 'tandem themes list' tells the names" : nil
    case .speed:
      return value != "auto" && Settings.speed(value) == nil
        ? "'\(value)' is no speed; give a number from above 0 to 1e6, max or auto" : nil
    case .frameRate:
      return Settings.frameRate(value) == nil
        ? "'\(value)' is no frame rate; give a number from 0.2 to 30" : nil
    case .paused, .mouse, .guardian, .lowBandwidth:
      return Settings.truth(value) == nil ? "'\(value)' is neither yes nor no" : nil
    case .glyphs, .colours:
      let words = words ?? []
      guard !words.contains(value) else { return nil }
      return "'\(value)' is not known; \(Suggestion.remedy(for: value, among: words))"
    }
  }
}
