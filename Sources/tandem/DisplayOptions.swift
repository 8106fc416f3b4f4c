import ArgumentParser
import Canvas
import Terminal

/// How things are shown, as far as the command line says.
struct DisplayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A theme's name or file.", valueName: "theme"),
    completion: Completions.theme)
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "Simulated seconds a second of the wall, or 'max'; 300, or 1 where requests are served.",
      valueName: "speed"),
    transform: Self.speed)
  var speed: Double?

  @Flag(inversion: .prefixedNo, help: "Start with the clock stopped.")
  var paused: Bool?

  @Option(
    help: ArgumentHelp("Frames a second while the clock runs, 0.2 to 30.", valueName: "rate"))
  var frameRate: String?

  @Flag(help: "Use ASCII characters only; the same as --glyphs ascii.")
  var ascii = false

  @Option(
    help: ArgumentHelp("Glyphs to use at most: auto, unicode, blocks or ascii.", valueName: "set"),
    completion: .list(GlyphChoice.allCases.map(\.rawValue)))
  var glyphs: String?

  @Option(
    help: ArgumentHelp(
      "Colours to use at most: auto, 24-bit, 256, 16, 8 or none.", valueName: "count"),
    completion: .list(ColourChoice.allCases.map(\.rawValue)))
  var colours: String?

  @Flag(inversion: .prefixedNo, help: "Take the mouse, or leave it to the terminal.")
  var mouse: Bool?

  @Flag(inversion: .prefixedNo, help: "Send at most 2 kB a second.")
  var lowBandwidth: Bool?

  @Flag(
    name: .customLong("guard"), inversion: .prefixedNo,
    help: "Run below a small parent that restores the terminal even after kill -9.")
  var isGuarded: Bool?

  /// All settings: what stands here before the environment, and that before the user's file.
  ///
  /// - Throws: `Settings.Failure` for what cannot be used.
  func settings() throws(Settings.Failure) -> Settings {
    var flags: [Setting: String] = [:]
    flags[.theme] = theme
    flags[.speed] = speed.map { $0.isFinite ? "\($0)" : "max" }
    flags[.frameRate] = frameRate
    flags[.glyphs] = ascii ? GlyphChoice.ascii.rawValue : glyphs
    flags[.colours] = colours
    for (setting, flag) in [
      (Setting.paused, paused), (.mouse, mouse), (.lowBandwidth, lowBandwidth),
      (.guardian, isGuarded),
    ] {
      flags[setting] = flag.map { $0 ? "yes" : "no" }
    }
    return try Settings(
      flags: flags, environment: Resources.environment, file: try ConfigurationFile.read())
  }

  private static func speed(_ text: String) throws -> Double {
    guard let speed = Settings.speed(text) else {
      throw ValidationError("'\(text)' is no speed; give a number from above 0 to 1e6, or 'max'")
    }
    return speed
  }
}
