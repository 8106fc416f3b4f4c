extension KeyTable {
  /// The lines of a section of the help: bindings that it tells in the same words share one.
  static func lines(of section: KeyBinding.Section) -> [(keys: String, help: String)] {
    let all = bindings.filter { $0.section == section }
    var lines: [(keys: String, help: String)] = []
    for binding in all where lines.last?.help != binding.help {
      let alike = all.filter { $0.help == binding.help }
      let most = alike.map(\.keys.count).max() ?? 0
      let keys = (0..<most).map { index in
        alike.compactMap { index < $0.keys.count ? $0.keys[index].description : nil }
          .joined(separator: alike.contains { $0.keys[0].description.count > 1 } ? " " : "")
      }
      lines.append((keys.joined(separator: " "), binding.help))
    }
    return lines
  }
}

/// The keys of the console, for manuals.
public enum KeyManual {
  /// A line: keys, what they do, and the command that does the same.
  public struct Line: Hashable, Sendable {
    /// The keys, as in `←↓↑→ hjkl`.
    public let keys: [String]
    /// What they do.
    public let help: String
    /// The command that does what the first of them does; empty at a prompt.
    public let command: String
  }

  /// The sections, each with its lines.
  public static let sections: [(title: String, lines: [Line])] =
    KeyBinding.Section.allCases.map { section in
      let bindings = KeyTable.bindings.filter { $0.section == section }
      var lines: [Line] = []
      for binding in bindings where lines.last?.help != binding.help {
        let alike = bindings.filter { $0.help == binding.help }
        let most = alike.map(\.keys.count).max() ?? 0
        let keys = (0..<most).flatMap { index in
          alike.compactMap { index < $0.keys.count ? $0.keys[index].description : nil }
        }
        lines.append(
          Line(
            keys: keys, help: binding.help,
            command: alike.compactMap(\.action.text).joined(separator: ", ")))
      }
      return (section.rawValue, lines)
    }

  /// The commands of the command line and of scripts: what is written, and what it does.
  public static let commands: [(synopsis: String, help: String)] = CommandForm.all.map {
    ($0.synopsis, $0.help)
  }

  /// The sections as a Markdown table each, as the README has them.
  public static var markdown: String {
    sections.map { section in
      let rows = section.lines.map { line in
        let keys = line.keys.map { "`\($0)`" }.joined(separator: " ")
        let command = line.command.isEmpty ? "" : "`\(line.command.split(separator: ",")[0])`"
        return "| \(keys) | \(line.help) | \(command) |"
      }
      return "| \(section.title) | | command |\n|---|---|---|\n" + rows.joined(separator: "\n")
    }.joined(separator: "\n\n") + "\n"
  }
}
