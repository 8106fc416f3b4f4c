import Canvas
import Specification
import Terminal

/// Which glyphs the console may use at most.
enum GlyphChoice: String, CaseIterable {
  case auto, unicode, blocks, ascii

  /// The glyphs; `nil` for what the terminal has.
  var glyphs: GlyphSet? {
    switch self {
    case .auto: nil
    case .unicode: .unicode
    case .blocks: .blocks
    case .ascii: .ascii
    }
  }
}

/// How many colours the console may use at most.
enum ColourChoice: String, CaseIterable {
  case auto, direct = "24-bit", indexed = "256", sixteen = "16", eight = "8", none

  /// The limit.
  var depth: ColourDepth {
    switch self {
    case .auto, .direct: .direct
    case .indexed: .indexed
    case .sixteen: .sixteen
    case .eight: .eight
    case .none: .none
    }
  }
}

/// How the console is to be shown, and who said so.
///
/// A flag goes before the environment, that before the file, and that before what is usual.
struct Settings {
  /// Who said how something is to be.
  enum Source: Equatable, CustomStringConvertible {
    case flag
    case variable(String)
    case file(SourceMark)
    case usual

    var description: String {
      switch self {
      case .flag: "command line"
      case .variable(let name): "environment, \(name)"
      case .file(let mark): "\(mark)"
      case .usual: "default"
      }
    }
  }

  /// A value that cannot be used, and where it stands.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private var values: [(text: String, source: Source)]

  /// Settles all settings.
  ///
  /// - Throws: ``Failure`` for the first value that cannot be used.
  init(
    flags: [Setting: String] = [:], environment: (String) -> String?,
    file: [ConfigurationFile.Entry]
  ) throws(Failure) {
    values = Setting.allCases.map { setting in
      if let text = flags[setting] { return (text, .flag) }
      if let text = environment(setting.variable), !text.isEmpty {
        return (text, .variable(setting.variable))
      }
      if let entry = file.last(where: { $0.setting == setting }) {
        return (entry.value, .file(entry.mark))
      }
      return (setting.usual, .usual)
    }
    for (setting, value) in zip(Setting.allCases, values) {
      guard let problem = setting.problem(with: value.text) else { continue }
      switch value.source {
      case .flag, .usual: throw Failure(description: "--\(setting.rawValue): \(problem)")
      case .variable(let name): throw Failure(description: "\(name): \(problem)")
      case .file(let mark): throw Failure(description: "\(mark): \(setting.rawValue): \(problem)")
      }
    }
  }

  /// How something is to be, and who said so.
  subscript(setting: Setting) -> (text: String, source: Source) {
    values[Setting.allCases.firstIndex(of: setting) ?? 0]
  }

  /// A number from above 0 to a million, or infinite for 'max'.
  static func speed(_ text: String) -> Double? {
    if text == "max" { return .infinity }
    guard let speed = Double(text), speed > 0, speed <= 1e6 else { return nil }
    return speed
  }

  /// Frames a second.
  static func frameRate(_ text: String) -> Double? {
    Double(text).flatMap { (0.2...30).contains($0) ? $0 : nil }
  }

  /// What a word says.
  static func truth(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "true", "on", "1": true
    case "no", "false", "off", "0": false
    default: nil
    }
  }
}

extension Settings {
  /// The theme to use; `nil` for the one that needs no file.
  var theme: String? { self[.theme].source == .usual ? nil : self[.theme].text }
  /// Simulated seconds a second of the wall; `nil` for what suits the run.
  var speed: Double? { Self.speed(self[.speed].text) }
  /// Time between two frames.
  var framePeriod: Duration { .seconds(1 / (Self.frameRate(self[.frameRate].text) ?? 4)) }
  /// Whether the clock is stopped at first.
  var isPaused: Bool { isOn(.paused) }
  /// Whether a parent watches over the terminal.
  var isGuarded: Bool { isOn(.guardian) }

  /// What the terminal is told.
  var screenOptions: ScreenOptions {
    var options = ScreenOptions()
    options.mouse = isOn(.mouse)
    options.glyphs = GlyphChoice(rawValue: self[.glyphs].text)?.glyphs
    options.depth = ColourChoice(rawValue: self[.colours].text)?.depth ?? .direct
    if isOn(.lowBandwidth) {
      options.bytesPerSecond = 2000
      // Colours by number take half the bytes.
      options.depth = min(options.depth, .indexed)
    }
    return options
  }

  private func isOn(_ setting: Setting) -> Bool { Self.truth(self[setting].text) ?? false }
}
