import ArgumentParser
import Specification

/// The user's settings.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Make, show and check the file of settings.",
    discussion: """
      Settings say how the console is shown; they never change what is simulated or what a headless \
      run prints. Every one can be given as a flag, in the environment as TANDEM_NAME, or in \
      $XDG_CONFIG_HOME/tandem/config.yaml, and the first of these that says something holds.
      """,
    subcommands: [Init.self, Print.self, Check.self, Path.self])

  /// Writes a file to begin with.
  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a file that explains every setting and sets none.")

    @Flag(help: "Replace a file that is there.")
    var force = false

    func run() throws {
      let path = try ConfigCommand.path()
      guard force || !InputFile.exists(path) else {
        writeMessage("\(path) is there already; --force replaces it")
        throw Failing.unusableInput
      }
      try Failing.orExit(naming: path) {
        try OutputFile.makeFolder(of: path)
        try OutputFile.write(ConfigurationFile.template, toFile: path)
      }
      try writeOutput("\(path)\n")
    }
  }

  /// Shows how things stand.
  struct Print: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print every setting and where its value comes from.")

    @OptionGroup(title: "Display") var display: DisplayOptions

    func run() throws {
      let settings = try Failing.orExit { try display.settings() }
      var text = ""
      for setting in Setting.allCases {
        let (value, source) = settings[setting]
        let line = "\(setting.rawValue): \(value)"
        let gap = String(repeating: " ", count: max(1, 24 - line.count))
        text += "\(line)\(gap)# \(source)\n"
      }
      try writeOutput(text)
    }
  }

  /// Checks a file.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check the file of settings, or another one.")

    @Argument(help: "A file; the user's own unless told.", completion: .file(extensions: ["yaml"]))
    var file: String?

    func run() throws {
      let path = try file ?? ConfigCommand.path()
      let text = try Failing.orExit(naming: path) { try ScenarioFiles.read(path) }
      let entries = try Failing.orExit { try ConfigurationFile.entries(in: text, file: path) }
      if let theme = entries.last(where: { $0.setting == .theme }) {
        try Failing.orExit(naming: "\(theme.mark)") { _ = try ThemeShelf(selecting: theme.value) }
      }
      let count = entries.count
      try writeOutput("\(path): good, \(count) \(count == 1 ? "setting" : "settings")\n")
    }
  }

  /// Tells where the file is.
  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print where the file of settings is, or would be.")

    func run() throws { try writeOutput("\(try ConfigCommand.path())\n") }
  }

  private static func path() throws -> String {
    guard let path = ConfigurationFile.path else {
      writeMessage("neither XDG_CONFIG_HOME nor HOME is set; set one of them")
      throw Failing.unusableInput
    }
    return path
  }
}
