/// Where the values of a scenario stand, by key path.
///
/// What is read later lies in a higher layer: a scenario over the one it extends, a setting of the
/// command line over both. A problem is reported in the highest layer that has a part in it.
struct MarkTable: Sendable {
  private struct Entry: Sendable {
    var mark: SourceMark
    var layer: Int
  }

  private var entries: [String: Entry] = [:]
  private var layer = 0
  /// The place of the scenario as a whole.
  private(set) var root: SourceMark

  /// Makes a table that only knows where the scenario as a whole stands.
  init(root: SourceMark) {
    self.root = root
  }

  /// Begins a layer over all that is known.
  mutating func addLayer(root: SourceMark) {
    layer += 1
    self.root = root
  }

  /// Marks a value.
  mutating func set(_ mark: SourceMark, for path: String) {
    entries[path] = Entry(mark: mark, layer: layer)
  }

  /// Forgets what lies below a path: it was replaced as a whole.
  mutating func forget(below path: String) {
    let prefix = path + "."
    entries = entries.filter { !$0.key.hasPrefix(prefix) }
  }

  /// The place of the value at a path, or of the nearest one around it.
  func mark(of path: String) -> SourceMark {
    var path = path[...]
    while true {
      if let entry = entries[String(path)] { return entry.mark }
      guard let dot = path.lastIndex(of: ".") else { return root }
      path = path[..<dot]
    }
  }

  /// The place of the first of several values that stands in the highest layer.
  func mark(ofFirst paths: [String]) -> SourceMark {
    var best: Entry?
    for path in paths {
      if let entry = entries[path], entry.layer > best?.layer ?? -1 { best = entry }
    }
    return best?.mark ?? mark(of: paths.first ?? "")
  }
}
