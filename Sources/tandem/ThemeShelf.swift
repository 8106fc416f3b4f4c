import Canvas
import Console
import Specification

/// The themes at hand, in the order in which a key goes through them, and the one that is used.
///
/// A theme is read when it is wanted, so that a full shelf costs nothing at the start.
struct ThemeShelf {
  /// A theme's file, or none for the one of the program itself.
  struct Place: Equatable {
    let name: String
    let path: String?
  }

  /// The theme in use.
  private(set) var current: Theme
  /// Tells when the file of the theme in use may have changed.
  private(set) var watch = FileWatch()
  private var places: [Place]
  private var index = 0

  /// What ends the name of a theme's file: base16's YAML, or btop's own format.
  private static let endings = [".yaml", ".yml", ".theme"]

  /// Collects the themes and picks one: by name, by file, or the program's own.
  ///
  /// - Throws: what is wrong with the theme that was asked for.
  init(selecting wanted: String?) throws {
    places = Self.places()
    current = .dark
    guard let wanted else {
      watch.follow(places[0].path)
      return
    }
    let isFile = wanted.contains("/") || Self.endings.contains { wanted.hasSuffix($0) }
    if !isFile, let index = Self.index(of: wanted, in: places) {
      self.index = index
    } else if isFile || InputFile.exists(wanted) {
      places.insert(Place(name: Self.name(of: wanted), path: wanted), at: 0)
    } else {
      throw Unknown(name: wanted, known: places.map(\.name))
    }
    current = try Self.theme(at: places[index])
    watch.follow(places[index].path)
  }

  /// The themes there are: the user's own first, and of two with one name the first alone.
  static func places() -> [Place] {
    var places: [Place] = []
    for path in Resources.files(in: "Themes", endings: endings) {
      let name = name(of: path)
      if !places.contains(where: { $0.name == name }) {
        places.append(Place(name: name, path: path))
      }
    }
    let own = places.firstIndex { $0.name == "dark" }.map { places.remove(at: $0) }
    return [own ?? Place(name: "dark", path: nil)] + places
  }

  /// The names of all themes.
  static var names: [String] { places().map(\.name) }

  /// Reads a theme.
  ///
  /// - Throws: why it cannot be read, or where it is wrong.
  static func theme(at place: Place) throws -> Theme {
    guard let path = place.path else { return .dark }
    let text: String
    do {
      text = try ScenarioFiles.read(path)
    } catch {
      throw Unreadable(path: path, reason: error.reason)
    }
    return path.hasSuffix(".theme")
      ? try Theme(btop: text, name: place.name, file: path)
      : try Theme(yaml: text, name: place.name, file: path)
  }

  /// Goes to the next theme that can be read.
  mutating func next() {
    for _ in places.indices {
      index = (index + 1) % places.count
      guard let theme = try? Self.theme(at: places[index]) else { continue }
      current = theme
      watch.follow(places[index].path)
      return
    }
  }

  /// Reads the theme in use again if its file was written.
  ///
  /// - Returns: whether there is a new one.
  /// - Throws: what is wrong with the file; the theme stays as it was.
  mutating func followFile() throws -> Bool {
    guard watch.takeChange() else { return false }
    let theme = try Self.theme(at: places[index])
    defer { current = theme }
    return theme != current
  }

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

  /// A theme's file that cannot be read.
  private struct Unreadable: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\(path): \(reason)" }
  }

  /// The place of a theme by its file's name, or else by what it calls itself.
  private static func index(of name: String, in places: [Place]) -> Int? {
    if let index = places.firstIndex(where: { $0.name == name }) { return index }
    return places.firstIndex { (try? theme(at: $0))?.name == name }
  }

  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let ending = endings.first { file.hasSuffix($0) } ?? ""
    return String(file.dropLast(ending.count))
  }
}
