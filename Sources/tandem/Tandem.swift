import ArgumentParser

/// The command line.
@main
struct Tandem: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tandem",
    abstract: "A console for reinforcement-learning post-training on a supernode.",
    subcommands: [ScenarioCommand.self, EstimateCommand.self, ValidateCommand.self])
}
