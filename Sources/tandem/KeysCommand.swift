import ArgumentParser
import Console

/// Prints the console's keys and commands.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List the console's keys and commands.",
    discussion: """
      Everything a key does is also a command: behind ':' in the console, and in files that 'tandem run \
      --script' plays. There a line may begin with a time, as in 'at 5000s staleness 1', and 'wait 600s' \
      or 'wait 3 steps' let time pass.
      """)

  @Flag(help: "Print Markdown tables, as the README has them.")
  var markdown = false

  @Flag(help: "List the commands in place of the keys.")
  var commands = false

  @Flag(help: "Print a manual page.")
  var man = false

  func run() throws {
    if man {
      try writeOutput(Self.manual)
    } else if markdown {
      try writeOutput(KeyManual.markdown)
    } else if commands {
      for command in KeyManual.commands {
        try writeOutput("\(command.synopsis)\n    \(command.help)\n")
      }
    } else {
      for section in KeyManual.sections {
        try writeOutput("\(section.title)\n")
        for line in section.lines {
          try writeOutput("  \(Self.padded(line.keys.joined(separator: " "), 18)) \(line.help)\n")
        }
      }
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
