import Canvas
import Console
import Specification

/// The themes at hand, in the order in which a key goes through them, and the one that is used.
struct ThemeShelf {
  private var themes: [Theme]
  private var index = 0

  /// Collects the themes and picks one: by name, by file, or the first.
  ///
  /// - Throws: what is wrong with the theme that was asked for.
  init(selecting wanted: String?) throws {
    themes = [.dark]
    for path in Resources.files(in: "Themes", ending: ".yaml") {
      // A theme that cannot be read is no reason not to start; asked for by name, it is told below.
      guard let theme = try? Self.theme(atPath: path), theme.name != Theme.dark.name else {
        continue
      }
      themes.append(theme)
    }
    guard let wanted else { return }
    if let index = themes.firstIndex(where: { $0.name == wanted }) {
      self.index = index
    } else if wanted.contains("/") || wanted.hasSuffix(".yaml") {
      themes.insert(try Self.theme(atPath: wanted), at: 0)
    } else if let path = Resources.files(in: "Themes", ending: "/\(wanted).yaml").first {
      themes.insert(try Self.theme(atPath: path), at: 0)
    } else {
      throw Unknown(name: wanted, known: themes.map(\.name))
    }
  }

  /// The theme in use.
  var current: Theme { themes[index] }

  /// Goes to the next theme.
  mutating func next() { index = (index + 1) % themes.count }

  /// How pictures are coloured.
  var picture: PictureStyle { current.pictureStyle(title: "tandem") }

  /// No theme has this name.
  private struct Unknown: Error, CustomStringConvertible {
    let name: String
    let known: [String]

    var description: String {
      "no theme is called '\(name)'; \(Suggestion.remedy(for: name, among: known))"
    }
  }

  /// A theme that cannot be read, and where.
  private struct Unreadable: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\(path): \(reason)" }
  }

  private static func theme(atPath path: String) throws -> Theme {
    let name = path.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? path
    do {
      return try Theme(yaml: try ScenarioFiles.read(path), name: name)
    } catch {
      throw Unreadable(path: path, reason: "\(error)")
    }
  }
}
