import ArgumentParser

/// The command line.
@main
struct Tandem: ParsableCommand {
  /// The program's version, as recordings name it.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "tandem",
    abstract: "A console for reinforcement-learning post-training on a supernode.",
    discussion: """
      Simulates RL post-training of a mixture-of-experts model on a supernode and shows it live: which \
      cards roll out and which train, what resharding costs, where the hours go, and what would change \
      if a knob were turned.

      Without a subcommand the console opens on the default scenario.
      """,
    version: version,
    subcommands: [
      RunCommand.self, CompareCommand.self, AdviseCommand.self, ReplayCommand.self,
      ScenarioCommand.self, EstimateCommand.self, ReshardCommand.self, ValidateCommand.self,
      KeysCommand.self,
      ExportCommand.self, ThemesCommand.self, ConfigCommand.self,
    ],
    defaultSubcommand: RunCommand.self)
}
