import ArgumentParser
import Glibc
import Specification

/// What a shell offers for a word that is being typed.
enum Completions {
  /// Scenarios: their names, and files of YAML.
  static var scenario: CompletionKind {
    words(Scenario.presets.map(\.name), orFiles: [".yaml", ".yml"])
  }

  /// Whatever has a name in `tandem scenario list`, and files of YAML.
  static var part: CompletionKind {
    let names =
      Scenario.presets.map(\.name) + Cluster.presets.map(\.name) + Chip.presets.map(\.name)
      + Transformer.presets.map(\.name)
    return words(names, orFiles: [".yaml", ".yml"])
  }

  /// Names of scenarios, and recorded sessions.
  static var subject: CompletionKind {
    words(Scenario.presets.map(\.name), orFiles: [".session", ".yaml", ".yml"])
  }

  /// Policies, the last of several between commas.
  static var policies: CompletionKind {
    .custom { _, _, word in
      let before = word.lastIndex(of: ",").map { String(word[...$0]) } ?? ""
      return (["all", "own"] + PolicyPreset.all.map(\.name)).map { before + $0 }
    }
  }

  /// Themes: their names, and files.
  static var theme: CompletionKind {
    .custom { _, _, word in ThemeShelf.names + files(like: word, [".yaml", ".yml", ".theme"]) }
  }

  private static func words(_ names: [String], orFiles endings: [String]) -> CompletionKind {
    .custom { _, _, word in names + files(like: word, endings) }
  }

  /// The folders, and the files of some endings, in the folder of a path that is being typed.
  static func files(like word: String, _ endings: [String]) -> [String] {
    let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
    return Resources.entries(of: folder.isEmpty ? "." : folder).sorted().compactMap { name in
      let path = folder + name
      if Resources.isFolder(path) { return path + "/" }
      return endings.contains(where: name.hasSuffix) ? path : nil
    }
  }
}
