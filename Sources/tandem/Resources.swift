import Glibc

/// Finds the files that come with the program: themes and demo sessions.
///
/// They stand in `$XDG_CONFIG_HOME/tandem`, in `share/tandem` beside the `bin` that the program was
/// installed into, or in the package that it was built in.
enum Resources {
  /// The files of a folder with one of some endings, sorted by name; the user's own come first.
  static func files(in folder: String, endings: [String]) -> [String] {
    folders(folder).flatMap { directory in
      entries(of: directory).filter { name in endings.contains { name.hasSuffix($0) } }.sorted()
        .map { "\(directory)/\($0)" }
    }
  }

  /// Where the user's own files are, `$XDG_CONFIG_HOME/tandem`; `nil` without a home.
  ///
  /// A relative path is to be ignored (XDG Base Directory Specification 0.8), or the settings would
  /// change with the folder that one is in.
  static var configurationFolder: String? {
    let own = environment("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = own ?? environment("HOME").map { $0 + "/.config" }
    return home.map { "\($0)/tandem" }
  }

  /// A variable of the environment; `nil` for an empty one, too.
  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// Whether a path is a folder's.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func folders(_ name: String) -> [String] {
    var all = configurationFolder.map { ["\($0)/\(name)"] } ?? []
    guard let binary = unsafe realpath("/proc/self/exe", nil) else { return all }
    defer { unsafe free(binary) }
    var place = unsafe String(cString: binary)
    while let slash = place.lastIndex(of: "/"), slash > place.startIndex {
      place = String(place[..<slash])
      all += ["\(place)/share/tandem/\(name)", "\(place)/\(name)"]
    }
    return all
  }

  /// The names of what a folder holds; none of a folder that cannot be read.
  static func entries(of directory: String) -> [String] {
    guard let handle = unsafe opendir(directory) else { return [] }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
