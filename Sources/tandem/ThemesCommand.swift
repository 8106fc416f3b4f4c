import ArgumentParser
import Canvas
import Console
import Exploration
import Specification
import Telemetry

/// The themes at hand.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List, preview and check themes.",
    discussion: """
      A theme is a base16 scheme (YAML, which may have roles of Tandem's own besides) or a theme of btop. \
      Files in $XDG_CONFIG_HOME/tandem/Themes come before those of the program.
      """,
    subcommands: [List.self, Preview.self, Check.self])

  /// Lists them.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the themes: name, title and author, file.")

    func run() throws {
      let places = ThemeShelf.places()
      let width = places.map(\.name.count).max() ?? 0
      for place in places {
        let name = place.name + String(repeating: " ", count: width - place.name.count)
        do {
          let theme = try ThemeShelf.theme(at: place)
          let author = theme.author.isEmpty ? "" : " by \(theme.author)"
          try writeOutput("\(name)  \(theme.name)\(author)  \(place.path ?? "built in")\n")
        } catch let failure as ThemeError {
          try writeOutput("\(name)  cannot be used: \(failure)\n")
        }
      }
    }
  }

  /// Shows one.
  struct Preview: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a theme's roles, and the console in its colours.")

    @Argument(
      help: "A theme's name or file.", completion: Completions.theme)
    var theme: String

    @Option(
      help: ArgumentHelp("The size of the console.", valueName: "WxH"), transform: FrameSize.init)
    var frame = FrameSize(Size(columns: 100, rows: 30))

    @Flag(help: "Use ASCII characters only.")
    var ascii = false

    func run() throws {
      let shelf = try Failing.orExit { try ThemeShelf(selecting: theme) }
      let glyphs: GlyphSet = ascii ? .ascii : .unicode
      let frames = [
        shelf.current.swatches(glyphs: glyphs),
        try Demonstration.frame(frame.size, themes: shelf, glyphs: glyphs),
      ]
      // Who wants no colours gets the glyphs.
      let isPlain = Resources.environment("NO_COLOR") != nil
      for frame in frames { try writeOutput(isPlain ? frame.text() : ANSIEncoder.lines(frame)) }
    }
  }

  /// Checks a file.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a theme's file: keys, colours, and whether its text can be read.",
      discussion: """
        Status 2 if the file is no theme, 1 if it is one with something to be mended: a key that means \
        nothing here, text of less contrast than 4.5:1 (WCAG 2.2, 1.4.3), states that look alike.
        """)

    @Argument(help: "A theme's file or name.", completion: .file(extensions: ["yaml", "theme"]))
    var file: String

    func run() throws {
      let place =
        InputFile.exists(file)
        ? ThemeShelf.Place(name: file, path: file)
        : ThemeShelf.places().first { $0.name == file } ?? ThemeShelf.Place(name: file, path: file)
      let theme = try Failing.orExit { try ThemeShelf.theme(at: place) }
      var findings = theme.findings
      if let path = place.path {
        findings = try theme.strayKeys(in: ScenarioFiles.read(path), file: path) + findings
      }
      for finding in findings { try writeOutput("\(finding)\n") }
      guard findings.isEmpty else { throw ExitCode.failure }
      try writeOutput("\(place.path ?? place.name): good\n")
    }
  }
}

/// What the console looks like in the middle of something.
enum Demonstration {
  /// Draws the console on the default scenario, some way into its second step.
  static func frame(_ size: Size, themes: ThemeShelf, glyphs: GlyphSet) throws -> Canvas {
    var run = try recording(themes: themes, glyphs: glyphs)
    _ = run.take(.resized(size))
    _ = run.pass(seconds: 1000) { false }
    run.refresh()
    return run.view()
  }

  private static func recording(themes: ThemeShelf, glyphs: GlyphSet) throws -> InteractiveRun {
    let scenario = Scenario.panguCM384
    return InteractiveRun(
      try .init(scenario, into: ClusterState(scenario: scenario)),
      display: InteractiveRun.Display(
        themes: themes, glyphs: glyphs, usesLetters: false, speed: 1, isPaused: false))
  }
}
